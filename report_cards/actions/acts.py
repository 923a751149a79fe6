"""What every act on report cards shares: one transaction, kind sentences."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction

from accounts.actions import kind_sentence
from crm.errors import RuleBrokenError


@contextmanager
def one_act() -> Iterator[None]:
    """Run an act in one transaction; a constraint that refuses gives its kind sentence."""
    try:
        with transaction.atomic():
            yield
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            field, sentences = next(iter(error.message_dict.items()))
        else:
            field, sentences = NON_FIELD_ERRORS, error.messages
        raise RuleBrokenError(
            sentences[0],
            "report_cards.not_valid",
            field=None if field == NON_FIELD_ERRORS else field,
            status=400,
        ) from error
    except IntegrityError as error:
        raise RuleBrokenError(kind_sentence(error), "report_cards.somebody_was_first") from error
