"""The words of a contact's own page in German."""

PAGE = {
    "title": "Was wir uns über Sie merken",
    "ask_lead": "Geben Sie Ihre E-Mail-Adresse ein. Wenn wir sie kennen, schicken wir Ihnen einen "
    "Link zu Ihrer Seite.",
    "address": "Ihre E-Mail-Adresse",
    "address_wrong": "Das sieht nicht nach einer E-Mail-Adresse aus. Bitte sehen Sie noch einmal "
    "nach.",
    "ask": "Link schicken",
    "asked_title": "Sehen Sie gleich in Ihre Mails.",
    "asked": "Wenn wir diese Adresse kennen, ist ein Link unterwegs.",
    "open_lead": "Damit niemand sonst Ihre Seite liest, schicken wir Ihnen einen Code. Er gilt "
    "zehn Minuten und geht an die Adresse, die wir von Ihnen haben.",
    "send_code": "Code schicken",
    "code_sent": "Ein Code ist unterwegs an die Adresse, die wir von Ihnen haben.",
    "code": "Die sechs Ziffern aus unserer Mail",
    "open": "Meine Seite öffnen",
    "code_wrong": "Das passt nicht. Nehmen Sie den Code aus unserer neuesten Mail, oder lassen "
    "Sie sich einen neuen schicken.",
    "again": "Neuen Code schicken",
    "over_title": "Ihr Besuch ist zu Ende.",
    "over": "Nach zwanzig Minuten schließt sich die Seite von selbst. Mit einem neuen Link kommen "
    "Sie wieder.",
    "lead": "Das ist alles. Berichtigen oder löschen Sie es: Das gilt sofort und überall. Niemand "
    "bei uns bekommt deshalb Ärger oder weniger Geld.",
    "until": "Diese Seite schließt sich um {time} von selbst.",
    "lines": "Was wir aufgeschrieben haben",
    "nothing": "Bisher gar nichts.",
    "said": "Was Sie möchten",
    "draft": "Jemand von uns hat sich das privat notiert und möchte Sie erst fragen. Ohne Ihr "
    "Wort verschwindet es am {day}.",
    "third": "Niemand verwendet das, bevor Sie es bestätigt haben. Sonst verschwindet es am {day}.",
    "aside": "Beiseitegelegt. Niemand liest es mehr; am {day} ist es endgültig weg.",
    "used": "Verwendet am {day}: {how}",
    "silent": "Wir sprechen Sie darauf nicht an.",
    "own_hand": "Sie haben das am {day} selbst geschrieben: „{text}“",
    "correct": "Berichtigen",
    "own_words": "So soll es heißen",
    "save": "Meine Worte speichern",
    "delete": "Löschen",
    "deleted": "Gelöscht, überall und endgültig.",
    "corrected": "Jetzt stehen Ihre Worte da.",
    "gone": "Diese Zeile war schon weg.",
    "not_kept": "Danke, dass Sie es uns sagen. So etwas schreiben wir nicht auf, auch nicht, wenn "
    "Sie es selbst sagen. Bitte lassen Sie diesen Teil weg.",
    "too_long": "Bitte kürzer: höchstens {n} Zeichen.",
    "empty": "Bitte schreiben Sie, wie es heißen soll, oder löschen Sie die Zeile.",
    "promises": "Was wir Ihnen versprochen haben",
    "commitments": "Was Sie übernehmen wollten",
    "due": "bis {day}",
    "state_open": "offen",
    "state_kept": "erledigt",
    "state_late": "erledigt, aber zu spät",
    "state_broken": "nicht erledigt",
    "wishes": "Wie wir Ihnen schreiben dürfen",
    "channels": "Sie erreichen mich über",
    "mail": "E-Mail",
    "phone": "Telefon",
    "text": "SMS",
    "post": "Brief",
    "topics": "Ich möchte hören von",
    "products": "Neuem in Ihrem Angebot",
    "know_how": "Tipps zur Anwendung",
    "events": "Veranstaltungen und Besuchen",
    "company": "Neuigkeiten über Sie",
    "often": "Höchstens so viele Mails im Monat",
    "often_any": "so viele, wie Sie für richtig halten, höchstens {n} in {days} Tagen",
    "often_none": "keine",
    "language": "Sprache",
    "change": "Ändern",
    "may": "Sie dürfen mir schicken",
    "card": "Fragen, wie Sie Ihre Sache machen",
    "loyalty": "Fragen, nachdem etwas schiefging",
    "offer": "Angebote",
    "news": "Neuigkeiten",
    "your_page": "Links zu dieser Seite, ohne dass ich frage",
    "surprise": "Überraschen Sie mich ab und zu",
    "yes": "Ja",
    "no": "Nein",
    "always": "Mails über etwas, das bei Ihnen schiefging, kommen immer.",
    "save_wishes": "Speichern, wie Sie mir schreiben dürfen",
    "saved": "Gespeichert. Es gilt ab jetzt.",
    "stale": "Das hat eben jemand geändert. Bitte sehen Sie nach und speichern Sie noch einmal.",
    "object": "Merken Sie sich nichts über mich",
    "object_lead": "Dann löschen wir alles oben, was wir aufgeschrieben haben, und schreiben "
    "nichts mehr über Sie auf. Was wir Ihnen versprochen haben, bleibt, ebenso Ihre Aufträge.",
    "object_sure": "Ja, vergessen Sie, was Sie über mich aufgeschrieben haben",
    "object_unsure": "Bitte setzen Sie zuerst das Häkchen.",
    "object_button": "Vergessen Sie mich",
    "objected": "Erledigt. Wir merken uns nichts mehr über Sie.",
    "objecting": "Sie haben uns gebeten, uns nichts über Sie zu merken. Daran halten wir uns.",
    "allow": "Sie dürfen sich wieder etwas merken",
    "allowed": "Danke. Ab jetzt dürfen wir aufschreiben, was Sie uns sagen.",
    "receipt": "Beleg schicken",
    "receipt_lead": "Eine Liste dessen, was Sie bei diesem Besuch geändert haben.",
    "receipt_sent": "Der Beleg ist unterwegs.",
    "leave": "Seite schließen",
    "left_title": "Geschlossen.",
    "left": "Ohne neuen Code öffnet hier niemand mehr Ihre Seite.",
    "mail_subject": "Ihre Seite bei {company}",
    "mail_link": "Guten Tag {name},\n\nhier ist der Link zu dem, was wir bei {company} uns über "
    "Sie merken. Sie können es berichtigen, löschen und sagen, wie wir Ihnen schreiben "
    "dürfen:\n\n{url}\n\nZum Öffnen schicken wir einen Code an diese Adresse.",
    "code_subject": "Ihr Code für Ihre Seite bei {company}",
    "mail_code": "Guten Tag {name},\n\nIhr Code ist {code}. Er gilt zehn Minuten.\n\nSie haben "
    "nicht danach gefragt? Dann hat jemand Ihren Link; ohne diesen Code öffnet er nichts.",
    "receipt_subject": "Was Sie auf Ihrer Seite bei {company} geändert haben",
    "mail_receipt": "Guten Tag {name},\n\ndas haben Sie am {day} geändert:\n\n{lines}",
    "did_corrected": "Zeilen berichtigt: {n}",
    "did_deleted": "Zeilen gelöscht: {n}",
    "did_consent": "Antworten, was wir dürfen: {n}",
    "did_preference": "wie wir Ihnen schreiben dürfen",
    "did_nothing": "nichts",
}
LINES = {
    "You told us: “%(text)s”": "Sie haben uns gesagt: „%(text)s“",
    "You told us on %(day)s: “%(text)s”": "Sie haben uns am %(day)s gesagt: „%(text)s“",
    "We noticed while working with you: “%(text)s”": (
        "Bei der Arbeit mit Ihnen ist uns aufgefallen: „%(text)s“"
    ),
    "We read in public (%(source)s): “%(text)s”": (
        "Wir haben öffentlich gelesen (%(source)s): „%(text)s“"
    ),
    "A colleague (%(source)s) told us, and we have not yet asked you: “%(text)s”": (
        "Jemand aus unserem Haus (%(source)s) hat es uns erzählt, und wir haben Sie noch nicht "
        "gefragt: „%(text)s“"
    ),
}
