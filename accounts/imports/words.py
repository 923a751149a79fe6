"""What people call the fields of a file, in their own languages."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Final[dict[str, str | Promise]] = {
    "name": _("Name"),
    "given": _("Given name"),
    "family": _("Family name"),
    "email": _("Email"),
    "phone": _("Phone"),
    "title": _("Job title"),
    "customer": _("Customer"),
    "language": _("Language"),
    "zone": _("Time zone"),
    "is_public_official": _("A public official"),
    "may_be_asked": _("May be asked for a report card"),
    "no_surprises": _("Wants no surprises"),
    "reference": _("Reference"),
    "consent_card": _("Consent: report cards"),
    "consent_loyalty": _("Consent: questions after a mishap"),
    "consent_offer": _("Consent: offers"),
    "consent_news": _("Consent: news"),
    "consent_your_page": _("Consent: the link to their own page"),
    "consent_surprise": _("Consent: surprises"),
    "consent_remembering": _("Consent: being remembered"),
    "consent_source": _("How they told us"),
    "channels": _("Channels"),
    "topics": _("Topics"),
    "mails_a_month": _("Mails a month at most"),
    "kind": _("Kind"),
    "is_prospect": _("Not a customer yet"),
    "sector": _("Sector"),
    "country": _("Country"),
    "website": _("Website"),
    "address": _("Address"),
    "street": _("Street"),
    "postcode": _("Postcode"),
    "city": _("City"),
    "region": _("State or region"),
    "annual_revenue": _("Revenue a year"),
    "revenue_in_millions": _("Revenue a year, in millions"),
    "employees": _("Employees"),
    "founded_year": _("Founded"),
    "parent": _("Belongs to"),
    "keeper": _("Keeper"),
    "steward": _("Steward"),
    "roles": _("Roles"),
    "team": _("Team"),
    "manager": _("Manager"),
}

KIND_LABELS: Final[dict[str, str | Promise]] = {
    "customers": _("Customers"),
    "contacts": _("Contacts"),
    "people": _("People of ours"),
    "products": _("Products"),
    "deals": _("Deals"),
    "tickets": _("OOPS! tickets"),
    "ratings": _("Ratings of report cards, 1 to 5"),
    "ratings_0_2": _("Ratings of report cards, 0 to 2"),
    "secrets": _("Secrets"),
}

FOREIGN: Final[dict[str, tuple[str, ...]]] = {
    "name": (
        "nombre", "nom", "nome", "naam", "namn", "navn", "nimi", "imię i nazwisko", "jméno",
        "имя", "название", "όνομα", "ad soyad", "isim", "الاسم", "שם", "नाम", "氏名", "名前",
        "姓名", "名称", "이름", "vollständiger name", "anzeigename", "nombre completo",
        "nom complet", "nome completo",
    ),
    "given": (
        "vorname", "prénom", "nombre de pila", "primer nombre", "nome proprio", "voornaam",
        "förnamn", "fornavn", "etunimi", "imię", "křestní jméno", "имя отчество", "ad",
        "الاسم الأول", "שם פרטי", "名", "이름(명)",
    ),
    "family": (
        "nachname", "familienname", "nom de famille", "apellido", "apellidos", "cognome",
        "sobrenome", "achternaam", "efternamn", "etternavn", "efternavn", "sukunimi",
        "nazwisko", "příjmení", "фамилия", "επώνυμο", "soyad", "اسم العائلة", "שם משפחה", "姓",
    ),
    "email": (
        "e-mail-adresse", "emailadresse", "courriel", "adresse e-mail", "adresse électronique",
        "correo", "correo electrónico", "posta elettronica", "indirizzo email", "e-mailadres",
        "e-post", "epost", "sähköposti", "adres e-mail", "эл. почта", "электронная почта",
        "почта", "e-posta", "البريد الإلكتروني", 'דוא"ל', "ईमेल", "メール", "メールアドレス",
        "电子邮件", "邮箱", "이메일", "e-mail 1 - value",
    ),
    "phone": (
        "telefon", "telefonnummer", "mobil", "handy", "téléphone", "portable", "teléfono",
        "móvil", "telefono", "cellulare", "telefone", "telefoon", "mobiel", "puhelin",
        "телефон", "мобильный", "τηλέφωνο", "هاتف", "الهاتف", "טלפון", "फ़ोन", "電話", "電話番号",
        "电话", "手机", "전화", "phone 1 - value", "cell", "mobile phone", "primary phone",
    ),
    "title": (
        "berufsbezeichnung", "funktion", "fonction", "poste", "cargo", "puesto", "mansione",
        "ruolo", "functie", "befattning", "titel", "stanowisko", "должность", "المسمى الوظيفي",
        "役職", "职位", "직책", "organization title",
    ),
    "customer": (
        "firma", "unternehmen", "kunde", "société", "entreprise", "client", "empresa", "cliente",
        "azienda", "società", "bedrijf", "klant", "företag", "kund", "yritys", "компания",
        "организация", "εταιρεία", "şirket", "الشركة", "חברה", "कंपनी", "会社", "会社名", "公司",
        "회사", "organization name", "organization 1 - name",
    ),
    "language": ("sprache", "langue", "idioma", "lingua", "taal", "språk", "язык", "اللغة", "语言"),
    "zone": ("zeitzone", "fuseau horaire", "zona horaria", "fuso orario", "tijdzone"),
    "sector": ("branche", "secteur", "sector", "settore", "bransch", "отрасль", "القطاع", "行业"),
    "country": ("land", "pays", "país", "paese", "kraj", "страна", "χώρα", "ülke", "الدولة",
                "البلد", "国", "国家", "국가"),
    "website": ("webseite", "internet", "site web", "sitio web", "página web", "sito",
                "sito web", "сайт", "الموقع", "ウェブサイト", "网站", "web page"),
    "address": (
        "adresse", "anschrift", "dirección", "direccion", "indirizzo", "endereço", "adres",
        "adress", "osoite", "адрес", "διεύθυνση", "العنوان", "כתובת", "पता", "住所", "地址", "주소",
    ),
    "annual_revenue": ("umsatz", "jahresumsatz", "chiffre d'affaires", "facturación", "fatturato",
                       "omzet", "выручка"),
    "employees": ("mitarbeiter", "effectif", "empleados", "dipendenti", "medewerkers",
                  "сотрудники", "number of employees"),
    "founded_year": ("gründungsjahr", "gegründet", "année de création", "año de fundación"),
    "reference": ("kundennummer", "kontaktnummer", "numéro", "número", "referencia", "référence",
                  "referenz", "编号"),
    "parent": ("muttergesellschaft", "société mère", "empresa matriz"),
    "keeper": (),
    "steward": (
        "betreuer", "betreut von", "responsable", "verantwortlich", "ответственный",
    ),
}  # fmt: skip


def label_of(name: str) -> str | Promise:
    """Give what people read for a field of a kind; names nobody translated are written out."""
    return LABELS.get(name) or name.replace("_", " ").capitalize()


def kind_label(name: str) -> str | Promise:
    """Give what people read for a kind."""
    return KIND_LABELS.get(name) or name.replace("_", " ").capitalize()
