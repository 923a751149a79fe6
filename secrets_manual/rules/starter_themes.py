"""Themes to begin with: topics most companies meet, in the words customers use for them."""

from typing import Final

from secrets_manual.rules.wording import gettext_noop

#: Name, then words in English, German, French and Spanish.
STARTER_THEMES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        gettext_noop("Answers before opening hours"),
        ("early", "before eight", "morning", "früh", "matin", "temprano"),
    ),
    (
        gettext_noop("Fewer people, the same work"),
        ("staff", "understaffed", "hiring", "recruit", "Personal", "recrutement", "plantilla"),
    ),
    (
        gettext_noop("Less to store"),
        ("warehouse", "storage", "stock", "Lager", "stockage", "almacén"),
    ),
    (
        gettext_noop("On paper, please"),
        ("paper", "print", "printed", "Papier", "ausgedruckt", "imprimé", "papel"),
    ),
    (
        gettext_noop("Known costs, no surprises on the bill"),
        ("invoice", "fixed price", "budget", "Rechnung", "Festpreis", "facture", "presupuesto"),
    ),
    (
        gettext_noop("Learning something new"),
        ("training", "course", "learn", "Schulung", "lernen", "formation", "aprender"),
    ),
    (
        gettext_noop("A standstill costs too much"),
        ("downtime", "outage", "breakdown", "Ausfall", "Stillstand", "panne", "avería"),
    ),
    (
        gettext_noop("Rowing and sailing"),
        ("rowing", "regatta", "sailing", "rudern", "segeln", "aviron", "voile", "remo", "vela"),
    ),
    (
        gettext_noop("Greener than now"),
        ("energy", "recycling", "solar", "Energie", "énergie", "energía", "reciclaje"),
    ),
)
