"""The people of Halden Medical: two teams that sell, one that serves, and those around them."""

from accounts.actions import add_person, add_team, change_team
from crm.home.demo.stage import Stage

PASSWORD = "demo-confidant"  # noqa: S105 - meant to be known; the demonstration is no production
DOMAIN = "halden.example"

# short name, name, roles, team, zone
PEOPLE = (
    ("dana", "Dana Vogt", "rep", "north", "Europe/Berlin"),
    ("jonas", "Jonas Feld", "rep", "north", "Europe/Berlin"),
    ("rui", "Rui Alves", "rep", "south", "Europe/Lisbon"),
    ("ines", "Ines Kato", "rep", "south", "Asia/Tokyo"),
    ("kim", "Kim Osei", "service", "service", "Europe/Berlin"),
    ("tomas", "Tomáš Berg", "service", "service", "Europe/Prague"),
    ("sara", "Sara Lind", "service lead", "service", "Europe/Stockholm"),
    ("lea", "Lea Marsh", "lead", "north", "Europe/Berlin"),
    ("noor", "Noor Haddad", "lead", "south", "Europe/Lisbon"),
    ("max", "Max Orban", "manager", "", "Europe/Budapest"),
    ("mira", "Mira Sand", "marketing", "", "Europe/Berlin"),
    ("petra", "Petra Holm", "privacy", "", "Europe/Berlin"),
    ("fin", "Fin Adler", "finance", "", "Europe/Berlin"),
    ("olga", "Olga Brandt", "director", "", "Europe/Berlin"),
    ("ada", "Ada Wirth", "admin", "", "Europe/Berlin"),
)
TEAMS = (
    ("north", "Sales North", False, "lea"),
    ("south", "Sales South", False, "noor"),
    ("service", "Service", True, "sara"),
)


def address(short: str) -> str:
    """Give the address somebody signs in with."""
    return f"{short}@{DOMAIN}"


def found_the_company(stage: Stage) -> None:
    """Found the teams, take everybody on, and say who leads."""
    for short, name, is_service, _lead in TEAMS:
        stage.teams[short] = add_team(by=None, name=name, is_service=is_service)
    for short, name, roles, team, zone in PEOPLE:
        stage.people[short] = add_person(
            by=None,
            name=name,
            email=address(short),
            roles=roles.split(),
            password=PASSWORD,
            team=stage.teams.get(team),
            zone=zone,
        )
    admin = stage.people["ada"]
    for short, _name, _is_service, lead in TEAMS:
        stage.teams[short] = change_team(
            by=admin,
            team=stage.teams[short],
            lead=stage.people[lead],
            manager=stage.people["max"],
        )
    for short, _name, _roles, team, _zone in PEOPLE:
        stage.people[short].team = stage.teams.get(team)
