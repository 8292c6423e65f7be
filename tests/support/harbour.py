"""A small taxonomy, and articles that it can be adapted to."""

import json
from collections.abc import Iterator
from itertools import combinations

TAXONOMY = """\
name: harbour
labels:
  - id: h:sport
    label: sport
    description: Matches, races, players, teams and results.
    examples:
      - The striker scored twice and the team won the match.
      - She won the race in a record time.
  - id: h:rowing
    label: rowing
    broader: h:sport
    threshold: 0.4
    keywords: [rowing, oars, eights]
  - id: h:weather
    label: weather
    description: Rain, snow, storms, heat and forecasts.
    examples:
      - Heavy rain and strong winds are expected on the coast tonight.
      - Snow will fall on higher ground at the weekend.
  - id: h:money
    label: money
    description: Companies, shares, banks, prices and profits.
    examples:
      - The bank reported a higher profit and raised its dividend.
      - Shares fell after the company cut its forecast for sales.
"""

_SENTENCES = {
    "sport": (
        "The home team beat its rival by three goals to one.",
        "The goalkeeper saved a penalty in the last minute.",
        "The coach praised the young midfielder after the game.",
        "The sprinter ran the final in under ten seconds.",
        "Supporters sang as the captain lifted the cup.",
        "The cyclist won the mountain stage alone.",
        "The tennis player lost the second set but won the match.",
    ),
    "weather": (
        "Rain will spread from the west during the afternoon.",
        "Temperatures may reach thirty degrees on Thursday.",
        "A storm brought down trees and flooded cellars.",
        "Fog kept the morning grey and cold in the valleys.",
        "Forecasters expect snow in the mountains overnight.",
        "Strong winds closed the bridge to lorries.",
        "The dry spell is likely to last until the end of the month.",
    ),
    "money": (
        "The company raised its forecast for annual profit.",
        "Shares in the retailer rose by four percent.",
        "The central bank left its interest rate unchanged.",
        "Inflation slowed as energy prices fell.",
        "The carmaker will buy back shares worth two billion.",
        "Investors sold bonds and bought gold.",
        "The insurer paid a higher dividend after a good year.",
    ),
}


def articles() -> Iterator[bytes]:
    """Yield 105 different articles of three sentences, in turns from each of three topics."""
    for triples in zip(*(combinations(lines, 3) for lines in _SENTENCES.values()), strict=True):
        for sentences in triples:
            yield json.dumps({"text": " ".join(sentences)}).encode()
