"""Whom Halden Medical serves: hospitals, clinics and practices, and the humans there."""

from accounts.actions import add_contact, add_customer, entrust_customer
from accounts.models import CustomerKind
from crm import clock
from crm.home.demo.stage import Stage

# short name, steward, name, sector, country, language, zone
CUSTOMERS = (
    ("see", "dana", "Klinik am See", "hospital", "Germany", "de", "Europe/Berlin"),
    ("lucia", "dana", "Hospital Santa Lucía", "hospital", "Spain", "es", "Europe/Madrid"),
    ("norrland", "dana", "Norrland Regional Hospital", "hospital", "Sweden", "en",
     "Europe/Stockholm"),
    ("brannoc", "dana", "St Brannoc’s Infirmary", "hospital", "United Kingdom", "en",
     "Europe/London"),
    ("vega", "dana", "Vega Imaging", "practice", "Spain", "es", "Europe/Madrid"),
    ("orsa", "dana", "Orsa Care", "clinic", "Sweden", "en", "Europe/Stockholm"),
    ("kadikoy", "dana", "Kadıköy Görüntüleme", "practice", "Türkiye", "en", "Europe/Istanbul"),
    ("riverbank", "dana", "Riverbank Veterinary Clinic", "veterinary", "United Kingdom", "en",
     "Europe/London"),
    ("linden", "jonas", "Klinikum Lindenhof", "hospital", "Germany", "de", "Europe/Berlin"),
    ("clermont", "jonas", "Hôpital de Clermont-le-Vieux", "hospital", "France", "fr",
     "Europe/Paris"),
    ("jadwiga", "jonas", "Szpital pod Lipami", "hospital", "Poland", "en", "Europe/Warsaw"),
    ("strani", "jonas", "Nemocnice Na Stráni", "hospital", "Czechia", "en", "Europe/Prague"),
    ("ranna", "jonas", "Rannamõisa Kliinik", "clinic", "Estonia", "en", "Europe/Tallinn"),
    ("talheim", "jonas", "Kreiskrankenhaus Talheim", "public hospital", "Germany", "de",
     "Europe/Berlin"),
    ("hallgrim", "jonas", "Hallgrim, country practice", "practice", "Norway", "en", "Europe/Oslo"),
    ("ribeira", "rui", "Hospital da Ribeira", "hospital", "Portugal", "en", "Europe/Lisbon"),
    ("orsola", "rui", "Clinica Orsola Nuova", "clinic", "Italy", "en", "Europe/Rome"),
    ("irini", "rui", "Νοσοκομείο Ειρήνη", "hospital", "Greece", "en", "Europe/Athens"),
    ("nakhil", "rui", "مستشفى النخيل", "hospital", "Egypt", "ar", "Africa/Cairo"),
    ("carmel", "rui", "מרכז הכרמל הירוק", "clinic", "Israel", "en", "Asia/Jerusalem"),
    ("lakeview", "rui", "Lakeview District Hospital", "hospital", "Kenya", "en", "Africa/Nairobi"),
    ("midori", "ines", "みどり総合病院", "hospital", "Japan", "en", "Asia/Tokyo"),
    ("hanbit", "ines", "한빛의료원", "hospital", "South Korea", "en", "Asia/Seoul"),
    ("jinjiang", "ines", "锦江影像中心", "imaging centre", "China", "en", "Asia/Shanghai"),
    ("podil", "ines", "Лікарня на Подолі", "hospital", "Ukraine", "en", "Europe/Kyiv"),
    ("shanti", "ines", "शांति अस्पताल", "hospital", "India", "en", "Asia/Kolkata"),
)  # fmt: skip
PROSPECTS = ("riverbank", "hallgrim", "hanbit")

# customer: (short name, name, job title)
CONTACTS = {
    "see": (
        ("juergen", "Jürgen Albrecht", "Head of radiology"),
        ("sabine", "Sabine Öztürk", "Chief operating officer"),
        ("falk", "Falk Neumann", "Lead radiographer"),
    ),
    "lucia": (
        ("ana", "Ana Ruiz", "Chief operating officer"),
        ("inigo", "Íñigo Etxeberria", "Clinical engineer"),
        ("marta", "Marta Peñalver", "Head of purchasing"),
    ),
    "norrland": (
        ("asa", "Åsa Lindqvist", "Head of imaging"),
        ("henrik", "Henrik Sjöberg", "Clinical engineer"),
        ("saga", "Saga Nyström", "Lead radiographer"),
    ),
    "brannoc": (
        ("owen", "Owen Pryce", "Radiology manager"),
        ("moira", "Moira Keane", "Finance director"),
        ("tariq", "Tariq Aziz", "Lead radiographer"),
    ),
    "vega": (("vega", "Inés Vega", "Owner"), ("pablo", "Pablo Sanz", "Practice manager")),
    "orsa": (("bjorn", "Björn Ek", "Managing director"), ("elin", "Elin Dahl", "Head nurse")),
    "kadikoy": (("cagla", "Çağla Yıldız", "Partner"), ("emre", "Emre Şahin", "IT")),
    "riverbank": (("harriet", "Harriet Lowe", "Owner"),),
    "linden": (
        ("matthias", "Matthias Groß", "Technical director"),
        ("ulrike", "Ulrike Brandl", "Head of radiology"),
        ("dennis", "Dennis Kraft", "Purchasing"),
    ),
    "clermont": (
        ("elodie", "Élodie Brançon", "Cheffe de service"),
        ("luc", "Luc Thévenot", "Ingénieur"),
        ("amelie", "Amélie Roux", "Directrice financière"),
    ),
    "jadwiga": (
        ("malgorzata", "Małgorzata Wójcik", "Head of imaging"),
        ("pawel", "Paweł Zieliński", "Clinical engineer"),
    ),
    "strani": (
        ("jiri", "Jiří Dvořák", "Deputy director"),
        ("zdenka", "Zdeňka Říhová", "Lead radiographer"),
        ("vit", "Vít Šimek", "Clinical engineer"),
    ),
    "ranna": (("oie", "Õie Tamm", "Head of clinic"), ("rasmus", "Rasmus Kask", "IT")),
    "talheim": (
        ("anke", "Anke Sommer", "County hospital officer"),
        ("gerd", "Gerd Pfister", "Head of radiology"),
    ),
    "hallgrim": (("renate", "Renate Hallgrim", "Country doctor"),),
    "ribeira": (
        ("joao", "João Magalhães", "Director of imaging"),
        ("beatriz", "Beatriz Fonseca", "Head of purchasing"),
        ("nuno", "Nuno Teles", "Clinical engineer"),
    ),
    "orsola": (
        ("giulia", "Giulia Ferrarese", "Medical director"),
        ("paolo", "Paolo Conti", "Administrator"),
    ),
    "irini": (
        ("eleni", "Ελένη Παπαδοπούλου", "Head of radiology"),
        ("nikos", "Νίκος Αντωνίου", "Clinical engineer"),
        ("maria", "Μαρία Γεωργίου", "Finance"),
    ),
    "nakhil": (
        ("layla", "ليلى منصور", "Head of imaging"),
        ("karim", "كريم عادل", "Clinical engineer"),
        ("huda", "هدى سالم", "Purchasing"),
    ),
    "carmel": (("noa", "נועה לוי", "Head of clinic"), ("dan", "דן אבני", "Operations")),
    "lakeview": (
        ("wanjiru", "Wanjiru Kamau", "Hospital director"),
        ("otieno", "Otieno Ouma", "Clinical engineer"),
        ("akinyi", "Akinyi Odhiambo", "Lead radiographer"),
    ),
    "midori": (
        ("keiko", "佐藤 恵子", "Head of radiology"),
        ("haruto", "田中 陽翔", "Clinical engineer"),
        ("yui", "鈴木 結衣", "Purchasing"),
    ),
    "hanbit": (("minjun", "김민준", "Planning"), ("seoyeon", "이서연", "Head of imaging")),
    "jinjiang": (
        ("xuemei", "李雪梅", "General manager"),
        ("wei", "王伟", "Clinical engineer"),
        ("fang", "陈芳", "Finance"),
    ),
    "podil": (
        ("oksana", "Оксана Шевченко", "Chief radiologist"),
        ("taras", "Тарас Коваленко", "Clinical engineer"),
        ("iryna", "Ірина Бондар", "Purchasing"),
    ),
    "shanti": (
        ("priya", "प्रिया देशपांडे", "Chief operating officer"),
        ("arjun", "अर्जुन कुलकर्णी", "Clinical engineer"),
        ("meera", "मीरा जोशी", "Head of radiology"),
    ),
}
OFFICIALS = ("anke", "gerd")
NOT_ASKED = ("dennis", "huda")
NO_SURPRISES = ("moira",)


def win_customers(stage: Stage) -> None:
    """Add every customer with its contacts and entrust it to its steward."""
    for short, steward, name, sector, country, language, zone in CUSTOMERS:
        customer = add_customer(
            person=None,
            name=name,
            sector=sector,
            country=country,
            language=language,
            zone=zone,
            is_prospect=short in PROSPECTS,
            kind=CustomerKind.HOUSEHOLD if short == "hallgrim" else CustomerKind.ORGANISATION,
            keeper=stage.people[steward] if short not in PROSPECTS else None,
        )
        entrust_customer(
            person=None,
            customer=customer,
            steward=stage.people[steward],
            from_on=clock.today(),
        )
        stage.customers[short] = customer
        stage.stewards[short] = steward
        for who, called, title in CONTACTS[short]:
            stage.contacts[who] = add_contact(
                person=None,
                customer=customer,
                name=called,
                title=title,
                email=f"{who}@{short}.example",
                language=language,
                zone=zone,
                is_public_official=who in OFFICIALS,
                may_be_asked=who not in NOT_ASKED,
                no_surprises=who in NO_SURPRISES,
            )
