"""The plan a company begins with: “Relationship first”."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from report_cards.defaults.questions import CODES

NAME = "Relationship first"

#: (code, per cent of the bonus, how the score pays)
COMPONENTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("quota", "35", {"curve": [["0.5", "0"], ["1", "1"], ["1.5", "2"]]}),
    ("secrets", "25", {"curve": [["0", "0"], ["0.4", "0.6"], ["0.8", "1"], ["1", "1.25"]]}),
    ("relationship", "20", {"curve": [["0", "0"], ["0.6", "0.9"], ["0.9", "1.2"], ["1", "1.3"]]}),
    ("other_solutions", "20", {"curve": [["0", "0"], ["0.4", "0.6"], ["0.8", "1"], ["1", "1.25"]]}),
)
#: (code, per cent of the relationship score)
BEHAVIOURS = tuple((code, "20") for code in CODES)
TEAM_MEANS: dict[str, Any] = {
    "secrets": "3/4",
    "other_solutions": "3/5",
    "relationship": dict.fromkeys(CODES, "3/4"),
}
#: What customers rate, in the words of the statement.
BEHAVIOUR_WORDS = {
    "promises": _("Keeps promises"),
    "listening": _("Listens and engages"),
    "follow_up": _("Follows up"),
    "proactive": _("Brings solutions before asked"),
    "advocacy": _("Speaks up for them inside"),
}
#: What the floors refuse to go below, in per cent of the bonus.
FLOORS = {"secrets": 25, "other_solutions": 20, "relationship": 20}
DISPUTE_DAYS = 30
ANSWER_DAYS = 14
