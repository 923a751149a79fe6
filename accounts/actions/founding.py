"""The first director comes in: a code on the terminal, one page, and the door is gone."""

import hmac
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.actions.people import add_person
from accounts.models import Company, Person, SetupCode
from accounts.queries import has_director
from crm import clock, company
from crm.errors import NotVisibleError, RuleBrokenError
from crm.journal import actions as journal

MOST_TRIES = 10
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is read for another
_SETUP_LOCK = 0x7365_7475


def make_setup_code() -> str:
    """Give a new code, "" once there is a director; the one before ends."""
    if has_director():
        return ""
    code = "-".join("".join(secrets.choice(_LETTERS) for _n in range(4)) for _part in range(3))
    SetupCode.objects.update_or_create(
        id=1, defaults={"digest": _digest(code), "tries": 0, "made_at": clock.now()}
    )
    return code


def _digest(code: str) -> str:
    plain = "".join(code.upper().split()).replace("-", "")
    return salted_hmac("accounts.setup", plain, algorithm="sha256").hexdigest()


def check_setup_code(code: str) -> None:
    """Refuse a wrong code; each try counts before it is looked at, also when it is refused."""
    tried = SetupCode.objects.filter(id=1, tries__lt=MOST_TRIES).update(tries=F("tries") + 1)
    row = SetupCode.objects.filter(id=1).first() if tried else None
    if row is not None and hmac.compare_digest(row.digest, _digest(code)):
        return
    sentence = _("This is not the code that the terminal shows.")
    if row is None or row.tries >= MOST_TRIES:
        sentence = _("Too many tries. Start the installation again for a new code.")
    raise RuleBrokenError(sentence, "accounts.wrong_setup_code", field="code", status=422)


def found_company(
    *,
    code: str,
    company_name: str,
    zone: str,
    currency: str,
    name: str,
    email: str,
    password: str,
) -> Person:
    """Make the company's row and its first director; NotVisibleError once there is one.

    Two at once wait for each other; the second finds the door gone.
    """
    check_setup_code(code)
    check_password(password, Person(name=name, email=email))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [_SETUP_LOCK])
        if has_director():
            raise NotVisibleError(_("There is a director already."))
        row = Company(
            name=company_name.strip(), zone=zone, currency=currency.upper(), created_at=clock.now()
        )
        row.full_clean()
        row.save()
        director = add_person(
            by=None, name=name, email=email, roles=["director", "admin"], password=password
        )
        SetupCode.objects.all().delete()
        journal.record(
            "accounts.company_founded",
            person=director,
            subject_kind="company",
            subject_id=row.pk,
            words={"name": row.name},
            facts={"currency": row.currency},
        )
    company.forget()
    return director


def check_password(password: str, person: Person) -> None:
    """Refuse a password that is short, common or like the name; the sentences say which."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        sentence = " ".join(error.messages)
        raise RuleBrokenError(sentence, "accounts.weak_password", field="password") from error
