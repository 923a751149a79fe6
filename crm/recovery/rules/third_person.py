"""Whether words speak of the customer instead of to them: then no letter may quote them.

What colleagues note for each other ("she would like a call") is true, and rude when its subject
reads it. A word too many left out costs a sentence of a draft; one too few costs the customer.
"""

import re
from collections.abc import Iterable
from typing import Final

#: Who is meant can only be the customer, whoever wrote it.
_PLAIN: Final = (
    r"s?he(?:['’](?:s|d|ll))?|hers?|him|his|(?:her|him)self",
    r"the (?:customer|client|caller)(?:['’]s)?",
    r"they (?:would|want|wants|need|say|said|ask|asked|like|hope|expect|prefer|wish|told|think)",
    r"(?:der|dem|den|des|die|eine?) kund(?:e|en|in)|sie (?:will|möchte|wünscht|sagt|hätte)",
    r"er (?:will|möchte|wünscht|sagt|hätte)",
    r"(?:le|la) client(?:e)?|elle|il (?:veut|voudrait|souhaite|dit|demande|aimerait)",
    r"(?:el|la) client[ea]|ella|él|(?:quiere|le gustaría|dice|pide) que",
)
#: In our own notes these mean the customer, too; in a quotation they mean their things.
_IN_NOTES: Final = (
    r"they|them|their|theirs|they['’](?:d|ll|re|ve)",
    r"er|ihm|ihn|sie|ihr|ihre[mnrs]?|ihnen",
    r"lui|leur|leurs|eux|le gusta",
)
#: At the beginning of a sentence German writes "you" as it writes "she".
_CASED: Final = frozenset({"sie", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihres", "ihnen"})


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


_QUOTED, _NOTED = _any(_PLAIN), _any((*_PLAIN, *_IN_NOTES))


def speaks_of_them(text: str, names: Iterable[str] = (), *, ours: bool = True) -> bool:
    """Tell whether the words speak of the customer as of somebody else, or call them by a name.

    `names` are the contact's and the customer's. `ours` are notes of ours, which are read more
    strictly than what stands as the customer's own words.
    """
    pattern = _NOTED if ours else _QUOTED
    found = (match.group() for match in pattern.finditer(text))
    if any(word.lower() not in _CASED or word[0].islower() for word in found):
        return True
    known = {part for name in names for part in name.split() if len(part) > 2}
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text) for one in known)
