"""The figures of docs/gate.md are those of today, and the open half never gets worse."""

from pathlib import Path

import pytest

from secrets_manual.rules.detector import detect
from secrets_manual.rules.entries import Entries
from secrets_manual.rules.judge import WEIGHTS
from secrets_manual.rules.listed import LANGUAGES, read_lists
from secrets_manual.rules.rewrites import REWRITES
from secrets_manual.rules.rewrites_translated import TRANSLATED
from tests.secrets_manual.measure_detector import count_sentences, table
from tests.secrets_manual.train_judge import rows, train

GATE = Path(__file__).parents[2] / "docs" / "gate.md"


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_the_open_sentences_98_in_100_are_caught_and_3_in_100_alarm_in_vain(
    language: str,
) -> None:
    counted = count_sentences(language, "open")
    assert counted.caught.total() * 100 >= 98 * counted.blocked.total()
    assert counted.false_alarms * 100 <= 3 * counted.fine


@pytest.mark.parametrize("half", ["open", "held", "second"])
def test_the_documented_figures_are_those_of_a_fresh_count(half: str) -> None:
    documented = GATE.read_text("utf-8").partition(f"<!-- {half}: fresh count -->\n")[2]
    *_head, rows = documented.partition("|---|---|---|---|---|\n")
    assert rows.splitlines()[: len(table(half))] == table(half)


@pytest.mark.parametrize(
    "text",
    [
        "Trinkt Tee",
        "Er trinkt gern Tee",
        "Love to drink wine",
        "my body",
        "Messe im Oktober, Stand 12, auf der Messe besprochen",
        "prison kitchen, gate closes at 4",
    ],
)
def test_known_false_alarms_are_mended(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    ("text", "rewrite"),
    [
        ("Er sitzt im Rollstuhl", "stufenloser Veranstaltungsort"),
        ("Il est en fauteuil roulant", "lieu de plain-pied"),
        ("Va en silla de ruedas", "sala sin escalones"),
        ("Er ist trockener Alkoholiker", "keine alkoholischen Geschenke"),
        ("Elle est alcoolique", "pas d'alcool en cadeau"),
        ("Es alcohólico", "sin alcohol en los regalos"),
        ("Bringt seine Tochter um neun in die Schule", "keine Anrufe früh am Morgen"),
        ("dépose ses enfants à l'école à 9h15", "pas d'appel avant 9:15"),
        ("lleva a su hija al colegio", "no llamar a primera hora de la mañana"),
    ],
)
def test_a_rewrite_comes_in_the_language_of_the_text(text: str, rewrite: str) -> None:
    finding = detect(text)
    assert finding is not None
    assert finding.suggestion == rewrite


def test_every_rewrite_has_its_words_in_every_language_and_passes_itself() -> None:
    assert set(TRANSLATED) == set(REWRITES)
    for rewrite, others in TRANSLATED.items():
        assert set(others) == set(LANGUAGES) - {"en"}, rewrite
        assert [text for text in others.values() if detect(text)] == []


def test_the_word_lists_are_read_whole() -> None:
    for listed in read_lists():
        assert listed.small
        assert len(listed.blocked) == 16, listed.language


@pytest.mark.parametrize(
    ("private", "of_a_thing"),
    [
        ("she is diabetic", "diabetic biscuits in 200 g packs"),
        ("er ist blind auf einem Auge", "Blindnieten 4 mm"),
        ("elle est sourde", "zone sourde dans la salle, haut-parleurs"),
        ("vive con su hermana", "Hermanos Ruiz quiere la factura en papel"),
        ("he was in prison", "prison laundry, 3 t a day"),
        ("teetotal, so no wine", "tee, total 12 pcs"),
    ],
)
def test_a_word_counts_of_a_person_and_not_of_a_thing(private: str, of_a_thing: str) -> None:
    assert detect(private) is not None
    assert detect(of_a_thing) is None


def test_an_umlaut_may_be_typed_as_two_letters() -> None:
    assert detect("hat eine Prothese, ist gelaehmt") is not None


def test_every_weight_is_of_a_sign_or_a_word_and_the_training_gives_it_again() -> None:
    given = rows()
    known = {name for names, *_rest in given for name in names}
    weights = [line.split("\t") for line in WEIGHTS.read_text("utf-8").splitlines()]
    assert {name for name, _weight in weights} <= known
    first = train(given[:200])
    assert first == train(given[:200])


def test_an_entry_is_found_by_its_first_word_and_what_follows() -> None:
    entries: Entries[str] = Entries()
    entries.add("bad <limb>, *allergy, off .. sick $, ^ alone", "x", {"limb": "back|knee*"})
    caught = ("a bad knees today", "wasp nutallergy", "off for weeks sick", "alone at home")
    missed = ("bad luck", "off sick now and never again", "he is alone", "allergyx")
    assert [text for text in caught if not list(entries.found(text))] == []
    assert [text for text in missed if list(entries.found(text))] == []


def test_an_entry_whose_first_word_is_open_is_refused() -> None:
    with pytest.raises(ValueError, match="print of"):
        Entries[str]().add("*print of", "x")
