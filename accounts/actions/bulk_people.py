"""People, their roles and their teams by the thousand: what an import writes."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.actions.bulk import Outcome, Ready, Refusal, Run, Sheaf, people_called
from accounts.models import Person, RoleGrant, Team
from crm.journal import actions as journal

PLAIN = ("name", "email", "phone", "zone", "language", "reference")
FIRST_ROLES = frozenset({"rep"})


def write_people(rows: list[Ready], run: Run) -> Outcome:
    """Add and change people, with the managers and teams they name.

    A person is the same when the address is, else the reference, else the name. A manager who
    is not there yet is added; a row that names a manager and no team joins the manager's.
    Without an address somebody is known, but cannot sign in; nobody gets a password here.
    """
    outcome = Outcome()
    there = _Known(rows)
    _add_managers(rows, there, run)
    teams = _Teams(rows, there)
    sheaf = Sheaf[Person]()
    laid: list[tuple[Ready, Person]] = []
    for row in rows:
        values = {name: row.values[name] for name in PLAIN if name in row.values}
        problem = teams.problem(row)
        if problem is not None:
            outcome.refused.append(problem)
            continue
        team = teams.of(row)
        if team is not None:
            values["team_id"] = team.pk
        person = there.find(row)
        laid.append((row, sheaf.lay(person, values, lambda values=values: _new(values))))  # type: ignore[misc]
    outcome.add(sheaf.write(Person, (*PLAIN, "team")))
    _open_doors(sheaf)
    _grant(laid, sheaf, outcome)
    _record(sheaf, run)
    return outcome


def _new(values: dict[str, object]) -> Person:
    return Person(password=make_password(None), **values)


class _Known:
    """The people that some rows may mean, asked for once."""

    def __init__(self, rows: list[Ready]) -> None:
        named = [row.text(name) for row in rows for name in ("name", "email", "manager")]
        self.called = people_called(named)
        references = {row.text("reference") for row in rows} - {""}
        found = Person.objects.filter(reference__in=references)
        self.by_reference = {person.reference: person for person in found}

    def find(self, row: Ready) -> Person | None:
        email, reference = row.text("email"), row.text("reference")
        if email and email in self.called:
            return self.called[email]
        if reference in self.by_reference:
            return self.by_reference[reference]
        found = self.called.get(row.text("name"))
        return found if found and not (email and found.email) else None


def _add_managers(rows: list[Ready], there: _Known, run: Run) -> None:
    """Add the managers nobody has heard of; whoever is named as one holds the role."""
    names = {row.text("manager") for row in rows} - {""}
    new = [_new({"name": name}) for name in sorted(names) if name not in there.called]
    Person.objects.bulk_create(new)
    there.called |= {person.name: person for person in new}
    managers = {there.called[name].pk for name in names}
    held = set(
        RoleGrant.objects.filter(person__in=managers, role="manager").values_list(
            "person_id", flat=True
        )
    )
    RoleGrant.objects.bulk_create(
        [RoleGrant(person_id=pk, role="manager") for pk in sorted(managers - held)]
    )
    _record(Sheaf(new=new), run)


class _Teams:
    """The teams that rows name, or that their managers lead; missing ones are founded."""

    def __init__(self, rows: list[Ready], there: _Known) -> None:
        wanted = {_team_name(row): row for row in reversed(rows) if _team_name(row)}
        lowered = {name.lower() for name in wanted}
        known = Team.objects.annotate(lowered=Lower("name")).filter(lowered__in=lowered)
        self.by_name: dict[str, Team] = {team.name.lower(): team for team in known}
        self._managers = there.called
        new = {
            name.lower(): Team(name=name, manager=there.called.get(row.text("manager")))
            for name, row in wanted.items()
            if name.lower() not in self.by_name
        }
        Team.objects.bulk_create(list(new.values()))
        self.by_name |= new

    def of(self, row: Ready) -> Team | None:
        return self.by_name.get(_team_name(row).lower())

    def problem(self, row: Ready) -> Refusal | None:
        """Refuse a row whose team has another manager than the row says."""
        team = self.of(row)
        manager = self._managers.get(row.text("manager"))
        if team is None or manager is None or team.manager_id == manager.pk:
            return None
        reason = _("The team “%(team)s” has another manager.") % {"team": team.name}
        return Refusal(row.line, "manager", reason)


def _team_name(row: Ready) -> str:
    manager = row.text("manager")
    return row.text("team") or (_("Team %(manager)s") % {"manager": manager} if manager else "")


def _open_doors(sheaf: Sheaf[Person]) -> None:
    """Whoever has an address may ask for a password there; colleagues vouch for it."""
    people = [person for person in (*sheaf.new, *sheaf.changed) if person.email]
    known = set(EmailAddress.objects.filter(user__in=people).values_list("user_id", "email"))
    EmailAddress.objects.filter(user__in=sheaf.changed).exclude(
        email__in=[str(person.email).lower() for person in people]
    ).delete()
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(user=person, email=person.email.lower(), verified=True, primary=True)
            for person in people
            if person.email and (person.pk, person.email.lower()) not in known
        ]
    )


def _grant(laid: list[tuple[Ready, Person]], sheaf: Sheaf[Person], outcome: Outcome) -> None:
    """Give the roles a row names, exactly; somebody new without roles sells."""
    new = {person.pk for person in sheaf.new}
    unchanged = {person.pk for person in sheaf.unchanged}
    held: dict[int, set[str]] = {person.pk: set() for _row, person in laid}
    for pk, role in RoleGrant.objects.filter(person__in=held).values_list("person_id", "role"):
        held[pk].add(role)
    grants: list[RoleGrant] = []
    for row, person in laid:
        roles = row.values.get("roles") or (FIRST_ROLES if person.pk in new else None)
        if not isinstance(roles, frozenset) or roles == held[person.pk]:
            continue
        person.role_grants.exclude(role__in=roles).delete()
        grants += [RoleGrant(person=person, role=role) for role in roles - held[person.pk]]
        moved = person.pk in unchanged
        outcome.updated += moved
        outcome.unchanged -= moved
    RoleGrant.objects.bulk_create(grants)


def _record(sheaf: Sheaf[Person], run: Run) -> None:
    journal.record_many(
        journal.NewEntry(
            kind=kind,
            person=run.person,
            subject_kind="person",
            subject_id=person.pk,
            facts={"imported": True},
            at=run.written_at,
        )
        for kind, people in (
            ("accounts.person_added", sheaf.new),
            ("accounts.person_changed", sheaf.changed),
        )
        for person in people
    )
