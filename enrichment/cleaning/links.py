"""Rules for lines that link to other articles or to social networks."""
# ruff: noqa: RUF001 (titles are written with typographic quotes and dashes)

from newsdesk.enrichment.cleaning.rules import Rule, opening, tokens, tokens_among

_NETWORK = (
    r"(?:facebook|fb|twitter|x|instagram|whats ?app|telegram|linked ?in|reddit|pinterest|tumblr|"
    r"youtube|tik ?tok|threads|bluesky|mastodon|messenger|snapchat|vk|viber|flipboard|"
    r"google(?: news)?|apple news)"
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

SHARE = Rule(
    "share",
    opening(
        r"(?:please )?(?:share|tweet|e-?mail|print|bookmark|save|send) this"
        r"(?: (?:article|story|post|page|news|link|video|content|entry))?"
        r"(?: (?:on|via|with|to|now|using|by)\b.{0,60})?[.!:»]*$",
        rf"(?:share|tweet|facebook|like|retweet)(?: (?:on|via) (?:{_NETWORK}|e-?mail))?[.!:]*$",
        r"(?:please )?(?:follow|like|join|find|watch|connect with|add) "
        rf"(?:us|me|[@\w]+(?: \w+){{0,3}}) (?:on|via|at|in) (?:our )?{_NETWORK}\b",
        r"follow @{1,2}\w+|follow (?:us|the author)[.!:]*$|(?:stay|get) connected[.!:]*$",
        r"(?:join|follow) (?:our|the|us) .{0,30}\b(?:whats ?app|telegram|viber|facebook|discord)"
        r" (?:channel|group|community|page)",
        r"click (?:here )?to (?:share|e-?mail|print|tweet)\b",
        r"(?:link )?copied(?: to clipboard)?[.!]*$|copy (?:the )?(?:link|url)\b",
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
        r"(?:read|watch|see|listen|don.t miss|see also|further reading)\s?[:|»](?!.*[.?!] .*[.…]$)",
        r"(?:related|more|video|gallery|in pictures|in photos|explainer|opinion|podcast|"
        r"recommended|up next|next up|trending|live updates|also on \w+)\s?[:|»](?!.*\.$)",
        r"related (?:articles?|stories|content|news|posts?|topics?|links?|reading|coverage|tags|"
        r"videos?)\b.{0,40}$",
        r"more (?:on this|from|in|like this)(?: [\w'’&.-]+){0,5}:?(?<!\w\.)$",
        r"(?:more|latest|top|other|popular|trending|recent|featured) (?:stories|news|articles?|"
        r"headlines|posts?|videos?|now|today)(?: (?:from|in|on) [\w'’&-]+(?: [\w'’&-]+)?)?:?$",
        r"most (?:read|popular|viewed|shared|watched|commented)"
        r"(?: (?:stories|articles|news|posts|today|now|this week|in [\w ]{1,20}))?[:.]*$",
        r"(?:recommended|suggested|you may also|you might also|what to read|"
        r"editor.?s.? picks?|people also)(?: \w+){0,4}[:.!]*$",
        r"(?:continue|keep|start) reading(?: [\w ]{1,40})?[.…:»]*$",
        r"(?:read|view|see) (?:the )?(?:full|entire|original|complete|whole) "
        r"(?:story|article|report|post|coverage|statement)\b",
        r"(?:full|original) (?:story|article|coverage)(?: here)?[.:]*$|show more[.]*$|load more\b",
        r">> ?[^<>]{3,170}(?:<<|(?<!\.))$",
        r"(?:lees ook|läs också|les også|czytaj też|читайте также|read in \w+)\b",
    ),
    longest=180,
    skips_reports=False,
)
ELSEWHERE = Rule(
    "related",
    opening(
        r"(?:read|see|watch|view|listen|find out|learn|discover)(?: \w+)? more"
        r" (?:here|about|on|at|from|in our|stories|news|articles|coverage|related)\b"
        r"(?!.*\b(?:is|are|has|have|will|can|could|would)\b)",
        r"(?:click|tap) here\b.{0,100}$",
        r"click (?:on )?(?:the|this) (?:link|image|photo|picture)\b",
    ),
    longest=180,
)
LINKS = (SHARE, BUTTONS, RELATED, ELSEWHERE)


def is_row_of_buttons(line: str) -> bool:
    """Whether `line` consists of the names of networks and of what can be done there."""
    words = tokens_among(line, _BUTTONS)
    return len(words) > 1 and not _NETWORKS.isdisjoint(words)
