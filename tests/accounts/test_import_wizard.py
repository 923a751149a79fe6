"""The import wizard: file, columns, check, write, undo; each as a person in a browser does it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actions.bulk import Outcome, Ready, Run
from accounts.imports import write_batch
from accounts.models import (
    Contact,
    Customer,
    ImportBatch,
    ImportFile,
    ImportTrail,
    Person,
    Stewardship,
)
from crm.home.registry import KINDS
from crm.home.tasks import forget_files, mind_imports
from tests.conftest import Clock
from tests.people import Company, make_contact, make_customer

SignIn = Callable[[Person], Client]
NAMES = "Firma;Branche;Land;Mitarbeiter\nAlba Foods;Food;Spain;120\nVega;Toys;;many\n"


def send(
    client: Client,
    text: str | bytes,
    kind: str = "customers",
    name: str = "a.csv",
    letters: str = "",
) -> str:
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, content)
    sent = {"kind": kind, "file": file, "has_header": "on", "letters": letters}
    answer = client.post("/imports/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def check(client: Client, url: str, **changed: str) -> str:
    form = client.get(url).context["form"]
    chosen = {name: field.initial or "" for name, field in form.fields.items() if name != "once"}
    answer = client.post(url, chosen | changed)
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def write(client: Client, url: str, how: str = "good") -> ImportBatch:
    answer = client.post(f"{url}write/", {"how": how})
    assert answer.status_code == 302, answer.content.decode()
    mind_imports()
    return ImportBatch.objects.get(pk=url.strip("/").split("/")[-1])


def undo(client: Client, url: str) -> ImportBatch:
    client.post(f"{url}undo/")
    mind_imports()
    return ImportBatch.objects.get(pk=url.strip("/").split("/")[-1])


@pytest.fixture
def dana(company: Company, signed_in: SignIn) -> Client:
    return signed_in(company.dana)


def test_a_german_file_goes_from_upload_to_customers_one_looks_after(
    company: Company, dana: Client
) -> None:
    columns = send(dana, NAMES)
    initial = {
        field.label: field.initial for field in dana.get(columns).context["form"].fields.values()
    }
    assert initial["Firma"] == "name"
    assert (initial["Branche"], initial["Land"], initial["Mitarbeiter"]) == (
        "sector", "country", "employees",
    )  # fmt: skip
    page = check(dana, columns)
    text = dana.get(page).content.decode()
    assert not Customer.objects.filter(name="Alba Foods", sector="Food").exists()
    assert "“many” is no whole number." in text
    batch = write(dana, page)
    assert (batch.state, batch.created, batch.refused) == ("written", 1, 1)
    alba = Customer.objects.get(name="Alba Foods", sector="Food")
    assert alba.employees == 120
    assert Stewardship.objects.get(customer=alba).person == company.dana
    assert not ImportFile.objects.exists()
    refused = dana.get(f"{page}refused.csv").getvalue().decode()
    assert "Vega,Toys,,many,3,Mitarbeiter: “many” is no whole number." in refused


def test_all_or_nothing_writes_nothing_while_a_row_is_refused(dana: Client) -> None:
    page = check(dana, send(dana, NAMES))
    answer = dana.post(f"{page}write/", {"how": "all"})
    assert answer.status_code == 422
    assert "nothing would be written" in answer.content.decode()
    mind_imports()
    assert not Customer.objects.filter(name="Alba Foods", sector="Food").exists()


def test_undo_takes_away_what_was_added_and_brings_back_what_was_changed(
    company: Company, dana: Client
) -> None:
    there = make_customer("Orsa", steward=company.dana)
    Customer.objects.filter(pk=there.pk).update(sector="Steel")
    page = check(dana, send(dana, "name,sector\nOrsa,Paper\nAlpha,Toys\n"))
    batch = write(dana, page)
    assert (batch.created, batch.updated) == (1, 1)
    assert Customer.objects.get(pk=there.pk).sector == "Paper"
    batch = undo(dana, page)
    assert batch.state == "undone"
    assert not Customer.objects.filter(name="Alpha").exists()
    assert Customer.objects.get(pk=there.pk).sector == "Steel"
    assert "2 rows were taken back, 0 were kept" in dana.get(page).content.decode()


def test_undo_keeps_what_somebody_touched_and_says_so(company: Company, dana: Client) -> None:
    page = check(dana, send(dana, "name,sector\nAlpha,Toys\nBeta,Toys\nGamma,Toys\n"))
    write(dana, page)
    alpha, beta = (Customer.objects.get(name=name) for name in ("Alpha", "Beta"))
    make_contact("Ana", alpha)
    dana.post(
        f"/customers/{beta.pk}/edit/",
        {"name": "Beta", "kind": "organisation", "sector": "Games", "version": beta.version},
    )
    undo(dana, page)
    assert set(Customer.objects.filter(name__in=["Alpha", "Beta", "Gamma"])) == {alpha, beta}
    assert Stewardship.objects.filter(customer__in=[alpha, beta]).count() == 2
    text = dana.get(page).content.decode()
    assert "It is in use: contact." in text
    assert "Somebody changed it since." in text


def test_an_address_book_makes_contacts_and_their_customers_and_undo_takes_both(
    dana: Client,
) -> None:
    before = (Customer.objects.count(), Contact.objects.count())
    page = check(dana, send(dana, "Name,Company,Email\nEve,Zed,eve@zed.example\n", "contacts"))
    write(dana, page)
    assert Contact.objects.get(name="Eve").customer.name == "Zed"
    undo(dana, page)
    assert (Customer.objects.count(), Contact.objects.count()) == before
    assert not ImportTrail.objects.filter(outcome="kept").exists()


def test_undo_ends_after_thirty_days(dana: Client, clock: Clock) -> None:
    page = check(dana, send(dana, "name\nAlpha\n"))
    write(dana, page)
    clock.move(days=31)
    assert undo(dana, page).state == "written"
    assert Customer.objects.filter(name="Alpha").exists()


def test_a_killed_import_goes_on_after_its_last_chunk_without_doubles(
    company: Company, dana: Client
) -> None:
    """The parent stands in the last line, so rows of the first chunk wait across the kill."""
    lines = [f"Child {n},Mother" if n == 3 else f"Child {n}," for n in range(1500)]
    page = check(dana, send(dana, "name,parent\n" + "\n".join([*lines, "Mother,"])))
    dana.post(f"{page}write/", {"how": "good"})
    batch = ImportBatch.objects.get()
    whole = KINDS["customers"].write
    calls = []

    def killed(rows: list[Ready], run: Run) -> Outcome:
        calls.append(rows)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(rows, run)

    with pytest.raises(KeyboardInterrupt):
        write_batch(batch, replace(KINDS["customers"], write=killed))
    batch.refresh_from_db()
    assert (batch.state, batch.rows_done, batch.waiting_lines) == ("writing", 1000, [5])
    mind_imports()
    batch.refresh_from_db()
    assert (batch.state, batch.created, batch.refused) == ("written", 1501, 0)
    assert Customer.objects.filter(name__startswith="Child").count() == 1500
    assert Customer.objects.get(name="Child 3").parent == Customer.objects.get(name="Mother")
    assert ImportTrail.objects.filter(model="accounts.customer").count() == 1501
    assert undo(dana, page).state == "undone"
    assert not Customer.objects.filter(name__startswith="Child").exists()


def test_a_row_that_breaks_a_constraint_is_refused_and_the_rest_goes_in(
    company: Company, dana: Client
) -> None:
    """The reference belongs to a customer that Dana does not see."""
    Customer.objects.filter(pk=make_customer("Far", steward=company.rui).pk).update(reference="r1")
    page = check(dana, send(dana, "name,reference\nAlpha,r1\nBeta,r2\n"))
    batch = write(dana, page)
    assert (batch.created, batch.refused) == (1, 1)
    reasons = list(batch.refusals.values_list("line", "reason"))
    assert reasons == [(2, "Another customer has this reference already.")]


def test_a_file_nobody_wrote_is_deleted_after_seven_days(dana: Client, clock: Clock) -> None:
    page = check(dana, send(dana, NAMES))
    clock.move(days=6)
    assert forget_files() == 0
    clock.move(days=2)
    assert forget_files() == 1
    assert dana.get(page).status_code == 200
    dana.post(f"{page}write/", {"how": "good"})
    mind_imports()
    assert "The file is gone" in dana.get(page).content.decode()


def test_two_columns_cannot_fill_one_field(dana: Client) -> None:
    url = send(dana, "name,firm\nAlpha,Beta\n")
    answer = dana.post(url, {"column_0": "name", "column_1": "name"})
    assert answer.status_code == 422
    assert "“name” goes there already." in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "empty"), (b"%PDF-1.4 nothing", "not a text file"), (b"\n\n", "no header row")],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    dana: Client, content: bytes, sentence: str
) -> None:
    answer = dana.post(
        "/imports/", {"kind": "customers", "file": SimpleUploadedFile("x.csv", content)}
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_nobody_sees_the_imports_of_another_but_directors(
    company: Company, dana: Client, signed_in: SignIn
) -> None:
    page = check(dana, send(dana, NAMES))
    assert signed_in(company.rui).get(page).status_code == 404
    olga = signed_in(company.olga)
    assert olga.get(page).status_code == 200
    assert olga.post(f"{page}write/", {"how": "good"}).status_code == 403
    assert signed_in(company.mira).get("/imports/").status_code == 403


def test_a_person_who_lost_the_right_writes_nothing(company: Company, dana: Client) -> None:
    page = check(dana, send(dana, NAMES))
    dana.post(f"{page}write/", {"how": "good"})
    company.dana.role_grants.all().delete()
    mind_imports()
    assert ImportBatch.objects.get().state == "failed"
    assert not Customer.objects.filter(name="Alba Foods").exists()


def test_all_or_nothing_writes_all(dana: Client) -> None:
    page = check(dana, send(dana, "name\nAlpha\nBeta\n"))
    batch = write(dana, page, "all")
    assert (batch.state, batch.created) == ("written", 2)


def test_letters_that_came_out_wrong_are_named_and_a_file_without_a_header_loses_no_row(
    dana: Client,
) -> None:
    baltic = "Name,Email\nJānis Bērziņš,j@x.example\n".encode("cp1257")
    url = send(dana, baltic, kind="contacts", letters="cp1257")
    assert "Jānis Bērziņš" in dana.get(url).content.decode()
    wrong = SimpleUploadedFile("a.csv", baltic)
    sent = {"kind": "contacts", "file": wrong, "has_header": "on", "letters": "euc_kr"}
    answer = dana.post("/imports/", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["letters"])
    page = check(dana, send(dana, "Ana,ana@x.example\nLuis,l@x.example\n", kind="contacts"))
    assert write(dana, page).created == 2


def test_an_import_that_nobody_can_read_does_not_hold_up_the_next(
    company: Company, dana: Client
) -> None:
    first, second = (check(dana, send(dana, NAMES, name=name)) for name in ("a.csv", "b.csv"))
    dana.post(f"{first}write/", {"how": "good"})
    ImportBatch.objects.filter(state="writing").update(kind="of an older version")
    assert write(dana, second).state == "written"


def test_times_are_those_of_the_clocks_one_names_and_days_are_told_of(
    company: Company, signed_in: SignIn
) -> None:
    kim = signed_in(company.kim)
    rows = "customer,words,reported_at\nNorte Foods,It drips,2026-03-08 01:30\n"
    rows += "Norte Foods,It drips again,2026-03-18\nNobody,It drips,2026-03-18\n"
    columns = send(kim, rows, kind="tickets")
    assert "Time zone of the times in the file" in kim.get(columns).content.decode()
    page = check(kim, columns, zone="America/New_York")
    text = kim.get(page).content.decode()
    assert "America/New_York" in text
    assert "1 row: It tells the day and no hour" in text
    assert write(kim, page).created == 2
    reported = company.norte.tickets.order_by("reported_at").values_list("reported_at", flat=True)
    assert [f"{at:%d %H:%M}" for at in reported] == ["08 06:30", "18 00:00"]
    again = check(kim, send(kim, rows, kind="tickets"), zone="America/New_York")
    assert "There is nothing to write." in kim.get(again).content.decode()
