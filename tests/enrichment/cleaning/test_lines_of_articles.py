"""Lines that each look like one of the rules for boilerplate, and are part of an article."""

import pytest

from newsdesk.enrichment.cleaning import clean_text

FIRST = "The river rose two metres overnight and flooded the old market of Lake Harbor."
LAST = "The council has opened three shelters for families who had to leave."
LINES = """\
Call 999 if you see the man, and do not approach him.
Call 112 or 116 117 at night.
If you see him, call the police on 101.
If you found the wallet, take it to the station, and the police will share the reward.
If you like the plan, tell the council by 3 May.
Donate blood at the clinic on Mill Road.
Donate old coats at the town hall until Friday.
Donate to the Red Cross, not to strangers at the door.
Donate to help the families of the victims.
Make a donation to help the families of the victims.
Your donation helps us feed a family for a week.
Every gift makes it easier to rebuild the school.
Support the strike by giving to the fund, the union says.
Support the victims with a donation.
Help us keep the beaches clean.
Help us find Anna.
Become an organ donor.
Become a donor today.
Become a member of the fire brigade.
Consider giving blood.
Consider supporting a neighbour who lives alone.
We rely on your help to find the girl.
We depend on donations from the people of the town.
Sign up for flood alerts from the environment agency.
Sign up to receive your ballot by post.
Register to get a place in the shelter.
Register for free meals at the school.
Log in to access your tax account by 31 January.
Sign in to view your vaccination record.
Subscribe to the emergency alerts of the county.
Join the neighbourhood WhatsApp group.
Follow Dunmore police on Facebook for road closures.
Follow the county on X.
Watch the debate on YouTube from 19:30.
Find the band on Instagram.
Join the meeting on Facebook Live.
Get the app of the railway to see delays.
Download the Corona app.
Enable notifications for unknown log-ins.
Enter your email only on pages that begin with https.
Contact Lowick police at tips@lowick.example.
Email the council at roads@dunmore.example.
Write to the ministry at post@ministry.example.
Share this picture with anyone who knows the man.
Share this number with your neighbours.
Send this form to the election office by 1 May.
Print this form and sign it.
Copy the link and report it to the bank.
Click on the link and your money is gone.
Click here to win: the bait is old.
Sign up for a newsletter and you get ten more, one reader complained.
Sign up for alerts from the regulator.
For more information, visit the operator's website.
Follow the operator on X for delays.
Follow me on Mastodon, the author replied.
Listen: that is a mayor's job, she says.
Don't miss: the night market, from eight to midnight.
Video: the killer of the radio star, they sang.
Three agencies contributed to this report.
By signing the petition you are asking for a vote.
By using the old road you are saving an hour.
By accepting the money you become a courier, police say.
By registering you are entered in the draw.
Accept cookies? The question will soon be history.
Learn more about the plan at the town hall on Monday.
Find out more about the vote at the library.
See more of the comet on Friday.
For more on the vote, visit the town hall.
For the latest on closed roads, follow the radio.
For more information call the clinic on 555 0100.
Read in court on Monday, the letter named three men.
Read in schools across the country, the novel has sold a million copies.
Read the full report before you vote.
More in work than ever
Recommended dose: two tablets
Recommended daily amount
Recommended retail price
Suggested price
Most watched: the final, by 4.1 million people
Related deaths: 31
More: 48 percent
Opinion: 40 % for, 50 % against
Load more trucks, the union demands.
This story first appeared in Paris in 1922, and made her famous.
(c) 2024 figures are wrong
Learn JavaScript and double your pay.
JavaScript runs in your browser, and has turned 30.
JavaScript is required reading in schools from September.
Turn on JavaScript? One in nine readers does not, a survey found.
The rest of this story is locked in a safe in Geneva.
19:30 / 21:00
Not a member of parliament any more, she returned to her farm.
Have an account at the bank? The rules change in May.
Submit your response to the consultation by 3 May.
Tell us the truth, the crowd shouted at the minister.
Facebook and Instagram
Facebook, Instagram and WhatsApp
Rex Harrison
Bloomberg Philanthropies
Done.
Done
Doe.
Di Maria
Von Trapp
By-elections
Home and away
Live music
Review of the year
Source: Statistics Norway, and it is wrong.
Ayuda a los damnificados con ropa y mantas.
Ayuda al trabajo de los bomberos.
Dona sangre en el hospital.
Inscríbase antes del viernes.
Inscrivez-vous sur les listes électorales avant vendredi.
Registrati all'anagrafe entro venerdì.
Cadastre-se no posto de saúde.
Assine o abaixo-assinado até sexta-feira.
Jetzt anmelden zur Impfung im Rathaus.
Jetzt testen lassen, rät das Amt.
Melden Sie sich im Rathaus, wenn Sie Wohnraum haben.
Reciba la papeleta por correo.
Recevez votre carte électorale dans votre boîte aux lettres.
Erhalten Sie Ihren Wahlbrief per Post.
Más información: 900 123 456
Teilen ist die Botschaft.
Schon Abonnenten zahlen mehr.
Lees ook de bijsluiter.
Compartir piso en Madrid cuesta 500 euros.
Comparte la foto de la niña si la ves.
Partagez vos vivres avec vos voisins.
Condividi l'acqua con i vicini.
Deixe um comentário no livro da junta.
Video: 12 percent of sales
Leave your comment in the book at the entrance.
Tags: the police fine those who spray them on walls.
Topics: the budget, the bridge, the school.
Aidez-nous à retrouver Anna.
Ajude-nos a encontrar a Ana.
Aiutaci a trovare Anna.
Unterstützen Sie uns bei der Suche nach dem Kind.
Werden Sie Mitglied im Katastrophenschutz.
Spenden Sie Blut.
Haz una donación de sangre.
Sign up at the library.
Register today for the marathon on 3 May.
Become a nurse and earn more.
Read also the small print.
Iscriviti al corso di primo soccorso.
© is a sign that few know.
"""


@pytest.mark.parametrize("line", LINES.splitlines())
def test_a_line_of_the_article_stays_between_and_below_paragraphs(line: str) -> None:
    for text in (f"{FIRST}\n{line}\n{LAST}", f"{FIRST}\n\n{line}\n\n{LAST}", f"{FIRST}\n{line}"):
        cleaned = clean_text(text)
        assert cleaned.removed == ()
        assert cleaned.text == text


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("donation", "Donate to support our newsroom"),
        ("donation", "Every gift helps keep our reporting free."),
        ("donation", "Become a member of the Lake Harbor Times"),
        ("donation", "Help us keep this site independent."),
        ("newsletter", "Sign up to receive our daily newsletter."),
        ("newsletter", "Register for free to read more articles."),
        ("newsletter", "Subscribe to get unlimited access."),
        ("newsletter", "Download the Harbor Times app"),
        ("newsletter", "For more on this story, visit our website."),
        ("newsletter", "Enable notifications"),
        ("newsletter", "Already a member? Log in"),
        ("newsletter", "Inscrivez-vous à notre newsletter quotidienne"),
        ("newsletter", "Regístrese gratis para seguir leyendo"),
        ("newsletter", "Jetzt anmelden"),
        ("privacy", "By clicking on Accept you agree to our terms."),
        ("privacy", "You can change your preferences at any time."),
        ("share", "Follow the Harbor Times on Facebook"),
        ("share", "Join the Harbor Times WhatsApp channel"),
        ("share", "Copy link"),
        ("share", "Share this with your friends"),
        ("related", "Read the full story here"),
        ("related", "Find out more about our coverage of the flood."),
        ("related", "More from Lake Harbor"),
        ("related", "Recommended for you"),
        ("related", "Click here to see the gallery"),
        ("related", "Lees ook: Rivier stijgt"),
        ("comments", "Contact Jane Roe at jane.roe@paper.example"),
        ("media", "00:00 / 03:12"),
        ("media", "Please enable JavaScript in your browser."),
        ("media", "You need to enable JavaScript to run this app."),
        ("newsletter", "The rest of this story is locked for our subscribers."),
        ("copyright", "This article was originally published in The Harbor Times."),
        ("advertisement", "Sponsored content"),
    ],
)
def test_a_line_of_the_site_goes(kind: str, line: str) -> None:
    cleaned = clean_text(f"{FIRST}\n{line}\n{LAST}")
    assert cleaned.text == f"{FIRST}\n{LAST}"
    assert [found.kind for found in cleaned.removed] == [kind]
