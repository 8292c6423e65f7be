"""Rules for lines that link to other articles or to social networks."""
# ruff: noqa: RUF001 (titles are written with typographic quotes and dashes)

from newsdesk.enrichment.cleaning.rules.rule import Rule, opening, tokens, tokens_among

_NETWORK = (
    r"(?:facebook|fb|twitter|x|instagram|whats ?app|telegram|linked ?in|reddit|pinterest|tumblr|"
    r"youtube|tik ?tok|threads|bluesky|mastodon|messenger|snapchat|vk|viber|flipboard|"
    r"google(?: news)?|apple news)"
)
_OFFICIAL = (
    r"(?:police|county|council|town|city|ministry|office|government|department|service|hospital|"
    r"school|fire|transport|weather)"
)
_BUTTONS = frozenset(
    tokens(
        "share tweet pin it post save like send follow us on via by or and with this article story "
        "page facebook fb twitter x instagram whatsapp telegram linkedin reddit pinterest tumblr "
        "youtube tiktok threads bluesky mastodon messenger snapchat vk viber line flipboard pocket "
        "google news rss sms email e-mail print copy link more y et und e o ou oder"
    )
)
_NETWORKS = frozenset(
    tokens(
        "facebook twitter instagram whatsapp telegram linkedin reddit pinterest tumblr youtube "
        "share tweet tiktok threads bluesky email flipboard messenger print"
    )
)

_JOINING = frozenset(tokens("and or y und et e o ou oder"))
_ACTIONS = frozenset(tokens("share tweet follow send save print email e-mail copy us via on"))

SHARE = Rule(
    "share",
    opening(
        r"(?:please )?(?:share|tweet|e-?mail|print|bookmark|save|send) this"
        r"(?: (?:article|story|post|page|news|link|video|content|entry))?"
        rf"(?: (?:(?:on|via|using|by|to) (?:(?:your|social|a|the) )?(?:{_NETWORK}|e-?mail|media|"
        rf"feed|timeline|"
        r"friends?|printer|favou?rites|pocket|later)\b.{0,40}|now|"
        r"with (?:your |a |others|someone|us|friends)[\w ]{0,30}))?[.!:»]*$",
        rf"(?:share|tweet|facebook|like|retweet)(?: (?:on|via) (?:{_NETWORK}|e-?mail))?[.!:]*$",
        r"(?:please )?(?:follow|like|join|find|watch|connect with|add) "
        rf"(?:us|me|@\w+) (?:on|via|at|in) (?:our )?{_NETWORK}\b",
        rf"(?:please )?(?:follow|like) (?!.{{0,80}}\b{_OFFICIAL}\b)"
        rf"(?!(?-i:the [a-z]))[@\w]+(?: \w+){{0,3}} (?:on|"
        rf"via) {_NETWORK}\b",
        rf"follow @{{1,2}}\w+(?:(?:,| and| &|,? on {_NETWORK}|) @{{1,2}}\w+){{0,4}}(?:,? on "
        rf"{_NETWORK})?[.!]*$",
        r"follow (?:us|the author)[.!:]*$|(?:stay|get) connected[.!:]*$",
        rf"(?:join|follow) (?:our|us|the (?-i:[A-Z])(?!.{{0,30}}\b{_OFFICIAL}\b)).{{0,30}}"
        r"\b(?:whats ?app|telegram|viber|facebook|discord) (?:channel|group|community|page)",
        r"click (?:here )?to (?:share|e-?mail|print|tweet)\b",
        r"(?:link )?copied(?: to clipboard)?[.!]*$|copy (?:the )?(?:link|url)"
        r"(?: (?:to (?:share|clipboard|this)|here|below)\b.{0,40})?[.!]*$",
        r"\d[\d.,]*k? (?:shares?|likes?|retweets?|views)[.!]*$|shares?:? \d[\d.,]*k?$",
        r"share (?:your|this) .{0,30}\bon social media[.!]*$",
    ),
    longest=140,
)
BUTTONS = Rule("share", lambda line: is_row_of_buttons(line))
RELATED = Rule(
    "related",
    opening(
        r"(?:read|see|watch|view|listen|click|find out|learn|discover)(?: \w+)? "
        r"(?:more|also|next|now)"
        r"(?:$|[.…!:»>|–—-])",
        r"(?:also |must |please |further )(?:read|see|watch|reading)\s?(?:$|[:|»–—-])",
        r"(?:read|watch|see|listen|don.t miss|see also|further reading)\s?[:|»]"
        r"(?!.*[.?!] .*[.…]$)(?!\s(?-i:[a-zà-ÿ]).*\.$)",
        r"(?:related|more|video|gallery|in pictures|in photos|explainer|opinion|podcast|"
        r"recommended|up next|next up|trending|live updates|also on \w+)\s?[:|»]"
        r"(?!.*\.$)(?! ?[\d.,]+ ?(?:%|per ?cent|percent|points?|votes?|million|billion|$))",
        r"related (?:articles?|stories|content|news|posts?|topics?|(?:internet )?links?|"
        r"reading|coverage|tags|videos?)\b.{0,40}$",
        r"more (?:on this|from|in|like this)(?: (?:the|this|our|and|of|category|section|series|"
        r"topic|"
        r"author|story|(?-i:[A-Z0-9À-Þ])[\w'’&.-]*)){0,5}:?(?<!\w\.)$",
        r"(?:more|latest|top|other|popular|trending|recent|featured) (?:stories|news|articles?|"
        r"headlines|posts?|videos?|now|today)(?: (?:from|in|on) [\w'’&-]+(?: [\w'’&-]+)?)?:?$",
        r"most (?:read|popular|viewed|shared|watched|commented)"
        r"(?: (?:stories|articles|news|posts|today|now|this week|in [\w ]{1,20}))?[:.]*$",
        r"(?:you may also|you might also|what to read|editor.?s.? picks?|people also)"
        r"(?: \w+){0,4}[:.!]*$",
        r"(?:recommended|suggested)(?: (?:for you|stor(?:y|ies)|articles?|reading|reads?|videos?|"
        r"posts?|"
        r"links?|content|news|topics|by \w+)(?: \w+){0,3})?[:.!]*$",
        r"(?:continue|keep|start) reading(?: [\w ]{1,40})?[.…:»]*$",
        r"(?:read|view|see) (?:the )?(?:full|entire|original|complete|whole) "
        r"(?:story|article|report|post|coverage|statement)"
        r"(?:[.:»!…]*$|:| (?:here|below|at \S+\.\w+|on (?:our|the|this) (?:web)?site|on \S+\.\w+|"
        r"in \w+"
        r"(?: \w+)?[.:»]*$)\b.{0,40}$)",
        r"read the (?:full|original) (?:story|article) on "
        r"(?-i:[A-Z])[\w.]*(?: (?-i:[A-Z])\w*){0,2}\.?$",
        r"topics (?:mentioned )?in this (?:article|story)\b.{0,10}$",
        r"(?:listen|subscribe|follow|download|tune in)\b.{0,80}\bwherever you (?:get|listen to) "
        r"your podcasts[.!]*$",
        r"follow (?-i:[A-Z])[\w .]{1,30}['’]s? (?:full |live |latest )?coverage\b.{0,60}"
        r"(?:https?:|www\.|\bhere\b|\bat \S+\.\w).{0,60}$",
        r"(?:full|original) (?:story|article|coverage)(?: here)?[.:]*$|show more[.]*$"
        r"|load more(?: (?:\w+ )?(?:stories|articles|comments|posts|news|results))?[.…]*$",
        r">> ?[^<>]{3,170}(?:<<|(?<!\.))$",
        r"(?:lees ook|läs också|les også|czytaj też|читайте также)\s?(?:$|[:|»–—-]|"
        r"(?-i:[A-ZÀ-Þ“\"'А-Я]))",
        r"read in (?:english|spanish|french|german|italian|portuguese|arabic|chinese|hindi|urdu|"
        r"swahili|"
        r"russian)\b[^.]{0,40}$",
    ),
    longest=180,
    skips_reports=False,
)
ELSEWHERE = Rule(
    "related",
    opening(
        r"(?:read|see|watch|view|listen|find out|learn|discover)(?: \w+)? more"
        r" (?:here|about|on|at|from|in our|stories|news|articles|coverage|related)\b"
        r"(?!.*\b(?:is|are|has|have|will|can|could|would)\b)"
        r"(?=.*(?:[^.]$|\b(?:here|our|us|story|stories|articles?|coverage|news|site|page|link)\b|"
        r"»|https?:|"
        r"\w\.(?:com|org|net|co)\b))",
        r"(?:click|tap) here\b(?!.*\b(?:is|are|was|were|has|have|had|will|can|may)\b).{0,100}$",
        r"click (?:on )?(?:the|this) (?:links?|image|photo|picture)(?: (?:above|below|here))?"
        r"(?:[.!:»]*$| (?:to|for) (?:read|see|view|watch|enlarge|listen|hear|open|download|"
        r"subscribe|share|"
        r"visit|find out|learn|more|the (?:full|latest))\b)",
    ),
    longest=180,
)
LINKS = (SHARE, BUTTONS, RELATED, ELSEWHERE)


def is_row_of_buttons(line: str) -> bool:
    """Whether `line` consists of the names of networks and of what can be done there."""
    words = tokens_among(line, _BUTTONS)
    return (
        len(words) > 1
        and not _NETWORKS.isdisjoint(words)
        and (_JOINING.isdisjoint(words[1:-1]) or not _ACTIONS.isdisjoint(words))
    )
