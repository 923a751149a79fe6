"""Files go on calling rows what they were called before a merge; none comes back by that."""

from pathlib import Path

from accounts.actions import merge_rows, undo_merge
from accounts.models import Contact, Customer, Merge
from tests.accounts.test_imports import imported
from tests.people import Company, make_contact, make_customer

OLD = "Norte Foods S.L."
CUSTOMERS = f"""reference,name,sector,website
N1,Norte Foods,foods,
N2,{OLD},food,https://n.example
"""
CONTACTS = f"""reference,name,email,customer,title,phone
C1,Ana Ruiz,ana@norte.example,Norte Foods,COO,
C2,A. Ruiz,ruiz@norte.example,{OLD},Head,+34 91 123 45 67
"""
SHORT = f"name,email,customer\nA. Ruiz,ruiz@norte.example,{OLD}\n"


def test_a_file_that_calls_them_by_their_old_names_makes_no_doubles_anew(
    company: Company, tmp_path: Path
) -> None:
    twice = make_customer(OLD, steward=company.dana, website="https://n.example")
    make_contact("Iker Sanz", twice)

    def again() -> list[tuple[int, int, int]]:
        reports = [imported(kind, tmp_path, text) for kind, text in (
            ("customers", CUSTOMERS), ("contacts", CONTACTS), ("contacts", SHORT))]  # fmt: skip
        return [(each.created, each.updated, len(each.refused))
                for each in (report.outcome for report in reports)]  # fmt: skip

    Contact.objects.filter(pk=company.ana.pk).update(email="ana@norte.example")
    again()
    merge_rows(person=company.dana, survivor=company.norte, gone=twice)
    ana, other = Contact.objects.get(reference="C1"), Contact.objects.get(reference="C2")
    made = merge_rows(person=company.dana, survivor=ana, gone=other)
    assert again() == [(0, 0, 0)] * 3
    Customer.objects.filter(pk=company.norte.pk).update(website="")
    assert again() == [(0, 1, 0), (0, 0, 0), (0, 0, 0)]
    norte = Customer.objects.get(pk=company.norte.pk)
    assert (norte.name, norte.sector, norte.website) == (
        "Norte Foods", "foods", "https://n.example",
    )  # fmt: skip
    ana.refresh_from_db()
    assert (ana.name, ana.title, ana.phone) == ("Ana Ruiz", "COO", "+34 91 123 45 67")
    Contact.objects.filter(name="Iker Sanz").update(reference="C2")
    undo_merge(person=company.dana, merge_id=made.pk)
    assert (Contact.objects.get(pk=other.pk).reference, Merge.objects.get(pk=made.pk).gone_before[
        "reference"]) == ("", "C2")  # fmt: skip
