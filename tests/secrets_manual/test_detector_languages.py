"""The detector finds what must not be remembered, in four languages and in disguise."""

import pytest

from secrets_manual.rules.categories import Category
from secrets_manual.rules.detector import Finding, detect
from secrets_manual.rules.rewrites import REWRITES

BLOCKED_IN_ENGLISH = (
    "I am a recovering alcoholic.",
    "I had cancer but its gone now.",
    "her son Max, 9, rows",
    "my son rows, I coach",
    "Her husband left last year",
    "She is pregnant and leaves in May",
    "He uses a wheelchair",
    "He votes Labour",
    "She is Muslim and fasts in Ramadan",
    "He is gay",
    "Union rep at the plant",
    "She was convicted of fraud",
    "He is deep in debt",
    "They are about to acquire Beta Ltd",
    "This is under NDA",
    "He is bald and fat",
    "Rumour has it he cheats on his partner",
    "drops the kids at school at nine",
    "Her DNA test showed a risk",
    "We have his fingerprint",
    "CANCER",
    "She has diabetes",
    "He drinks too much",
    "He has two kids",
    "picks up her daughter at three",
    "He goes to church",
    "Black woman in her fifties",
    "He is on antidepressants",
    "School run every morning",
    "He lost his job for drinking",
    "Her teenage girl plays chess",
    "unpublished results look bad",
    "He takes insulin",
    "she suffers from depression",
    "His partner is called Anna and he has a little boy",
    "He is half Turkish",
    "Her ex is suing her",
    "He is 15 and helps in the shop",
    "got a DUI last year",
    "She is a Jehovah's Witness",
    "he voted for the president",
)

BLOCKED_IN_OTHER_LANGUAGES = (
    "Ihr Sohn Max, 9, rudert",
    "Er sitzt im Rollstuhl",
    "Sie ist schwanger",
    "Er ist trockener Alkoholiker",
    "Meine Tochter studiert",
    "Er wählt die Grünen",
    "Sie ist katholisch",
    "Er ist schwul",
    "Er ist in der Gewerkschaft",
    "Er hat Schulden",
    "Seine Frau heißt Anna",
    "Er ist vorbestraft",
    "Streng vertraulich: Fusion geplant",
    "Sie hat zwei Kinder",
    "Sa fille a neuf ans",
    "Il est alcoolique",
    "Elle est enceinte",
    "Son mari est médecin",
    "Il est en fauteuil roulant",
    "Elle est musulmane",
    "Il vote à gauche",
    "Il est homosexuel",
    "Il est syndiqué",
    "Il est endetté",
    "Il a deux enfants",
    "Elle a un cancer",
    "Il a fait de la prison",
    "Su hijo Max rema",
    "Es alcohólico",
    "Está embarazada",
    "Su marido es médico",
    "Va en silla de ruedas",
    "Es católica",
    "Es homosexual",
    "Tiene muchas deudas",
    "Tiene cáncer",
    "Tiene dos niños",
    "Está en el sindicato",
    "Vota a la izquierda",
)

DISGUISED = (
    "d1abetes",
    "c a n c e r",
    "al\u200bcoholic",
    "can\u00adcer",
    "АLCOHOLIC аlcoholiс",
    "ｃａｎｃｅｒ",
    "𝓬𝓪𝓷𝓬𝓮𝓻",
    "pr3gnant",
    "c.a.n.c.e.r",
    "c@ncer",
    "CaNcEr",
)

WELCOME = (
    "I love to ride my bike.",
    "She coaches a youth rowing team",
    "family comes first, home by six",
    "Family comes first.",
    "step-free venue",
    "no alcohol gifts",
    "no calls before 9:15",
    "coaches a youth rowing team",
    "Prefers e-mail to phone",
    "Dreams of opening a second bakery",
    "Wants deliveries before seven",
    "Speaks fluent Spanish and German",
    "Our sister company in Leeds orders the same",
    "Their parent company decides in March",
    "Cash flow is tight because customers pay late",
    "Margins fell after steel prices rose",
    "Three defects per hundred in the last batch",
    "Women are paid less than men in their plant",
    "Too much stock of winter tyres",
    "Collects Rioja wines",
    "Likes Barolo with a good dinner",
    "Their 12-year-old press breaks every month",
    "Hates long slide shows",
    "Wants to be the first in town with an electric fleet",
    "Proud of the design award of 2019",
    "Runs the marathon in Berlin every year",
    "Plays the cello in an amateur orchestra",
    "Supports the local football club",
    "Wants a short written summary after every meeting",
    "Loves children's books from the fifties",
    "Sells toys for kids under ten",
    "Runs a hospital purchasing department",
    "Buys for the cancer research institute",
    "Their mother tongue is Dutch",
    "European Union rules worry them",
    "Race bikes are his hobby",
    "Trusts numbers rather than stories",
    "Pretty good at chess",
    "The offer was attractive",
    "Beautiful gardens are her thing",
    "The fat margin of last year is gone",
    "Sailing races in summer",
    "Wants blind copies of all invoices",
    "Their machines broke down twice",
    "Likes black coffee",
    "Prefers the white model",
    "Short lead times matter most",
    "The big press is slow",
    "Green tea, no sugar",
    "His dream is a house by the sea",
    "Likes to be asked first",
    "We lent them a pump",
    "Hopes to retire in five years",
    "Never calls back on Mondays",
    "Wants one contact, not five",
    "Knows everybody in the harbour",
    "Takes the train on principle",
    "Has been with the firm twenty years",
    "Prefers paper invoices",
    "Mobile homes are their second line",
    "His team won the regional safety prize",
    "The board meets on the first Tuesday",
    "Wants to take over the marketing himself",
    "Their returns rate doubled",
    "Miller & Sons is their best customer",
    "Wants 24 months of warranty",
    "Keeps a Moleskine for ideas",
    "Loves jazz and vinyl records",
    "Grows tomatoes",
    "She likes being called Dr Weber",
    "Restores old motorcycles",
    "He was promoted to head of purchasing in May",
    "Buys AA batteries by the pallet",
    "Labour costs are their worry",
    "Has a strong bias for local suppliers",
    "Wants our visual aids for the training",
    "Weak at Excel and wants help",
    "Prefers hybrid meetings",
    "Needs the chronicle of changes",
    "Has two dogs",
    "Loves black and white photography",
    "Er sammelt alte Uhren",
    "Sie möchte vor acht Uhr beliefert werden",
    "Die Tochterfirma in Polen bestellt mit",
    "Er läuft Marathon",
    "Sie mag kurze Angebote",
    "Er hat einen guten Ruf als Verhandler",
    "Il aime le jazz et la randonnée",
    "Elle préfère les réunions courtes",
    "Leur stock est trop grand",
    "Il rêve d'ouvrir un deuxième magasin",
    "La politique tarifaire les inquiète",
    "Ils sont fiers de leur atelier",
    "Le gusta el café solo",
    "Prefiere reuniones cortas",
    "Sueña con abrir otra tienda",
    "Los plazos son lo más importante",
    "Son clientes desde hace diez años",
    "Quiere un resumen escrito",
    "Wants to know who is kind to customers",
    "La maison mère décide en mars",
)


def _found(text: str) -> Finding:
    finding = detect(text)
    assert finding is not None, text
    return finding


@pytest.mark.parametrize("text", BLOCKED_IN_ENGLISH)
def test_english_sentences_about_private_things_are_found(text: str) -> None:
    assert detect(text) is not None


@pytest.mark.parametrize("text", BLOCKED_IN_OTHER_LANGUAGES)
def test_german_french_and_spanish_sentences_are_found(text: str) -> None:
    assert detect(text) is not None


@pytest.mark.parametrize("text", DISGUISED)
def test_a_disguised_word_is_still_found(text: str) -> None:
    assert detect(text) is not None


@pytest.mark.parametrize("text", WELCOME)
def test_what_a_customer_would_be_glad_of_passes(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize("rewrite", REWRITES)
def test_every_rewrite_passes_the_detector_itself(rewrite: str) -> None:
    assert detect(rewrite) is None


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        ("my son rows, I coach", "coaches a youth rowing team"),
        ("He uses a wheelchair", "step-free venue"),
        ("I am a recovering alcoholic.", "no alcohol gifts"),
        ("She does the school run with her daughter", "no calls early in the morning"),
        ("Takes her son to school until 9:15", "no calls before 9:15"),
        ("Her daughter has asthma", ""),
        ("His wife uses a wheelchair", ""),
        ("Her son has a tennis coach", ""),
        ("Ihr Sohn trainiert Rudern", ""),
        ("Er sitzt im Rollstuhl", "stufenloser Veranstaltungsort"),
        ("He voted for the mayor", ""),
    ],
)
def test_a_finding_offers_the_need_without_its_cause(text: str, rewrite: str) -> None:
    assert _found(text).suggestion == rewrite


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("her son Max, 9, rows", Category.RELATIVES),
        ("I had cancer but its gone now.", Category.HEALTH),
        ("I am a recovering alcoholic.", Category.INTOXICATION),
        ("This is under NDA", Category.INSIDE_INFORMATION),
        ("We have his fingerprint", Category.BIOMETRICS),
        ("Her DNA test showed a risk", Category.GENETICS),
        ("Union rep at the plant", Category.UNION),
    ],
)
def test_a_finding_names_its_category(text: str, category: Category) -> None:
    assert _found(text).category is category


def test_a_finding_carries_no_word_of_the_text() -> None:
    finding = _found("Zebedee told me that he has leukaemia")
    assert "leuk" not in repr(finding)
    assert "Zebedee" not in repr(finding)
    assert finding.rule == "en.health"


def test_debts_of_an_organisation_are_business_and_those_of_a_person_are_not() -> None:
    assert detect("They live with huge debts", about_organisation=True) is None
    assert _found("They live with huge debts").category is Category.DEBTS


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "🎉🎉", "\x00", "9", "a" * 50_000])
def test_odd_input_neither_fails_nor_alarms(text: str) -> None:
    assert detect(text) is None
