"""Telling us of a mishap, in German."""

REPORT = {
    "title": "Sagen Sie uns, was schiefging",
    "lead": "Erzählen Sie es mit Ihren Worten. Ein Mensch liest es und meldet sich bei Ihnen.",
    "lead_own": "Guten Tag {name}, erzählen Sie es mit Ihren Worten. Es geht sofort an die "
    "Menschen, die es in Ordnung bringen, und von da an läuft für uns die Uhr.",
    "words": "Was ist passiert?",
    "words_hint": "So, wie Sie es am Telefon erzählen würden.",
    "words_wrong": "Bitte schreiben Sie, was passiert ist.",
    "name": "Ihr Name",
    "name_wrong": "Bitte schreiben Sie Ihren Namen.",
    "email": "Ihre E-Mail-Adresse",
    "email_wrong": "Das sieht nicht nach einer E-Mail-Adresse aus. Bitte sehen Sie noch einmal "
    "nach.",
    "phone": "Ihre Telefonnummer",
    "phone_wrong": "Das sieht nicht nach einer Telefonnummer aus. Bitte sehen Sie noch einmal "
    "nach.",
    "reach": "So erreichen wir Sie",
    "reach_wrong": "Bitte nennen Sie eine E-Mail-Adresse oder eine Telefonnummer, damit wir Sie "
    "erreichen.",
    "company": "Wo Sie arbeiten, wenn es dort passiert ist",
    "how_bad": "Wie schlimm ist es für Sie?",
    "how_bad_hint": "Was steht still, und wer wartet?",
    "severity_1": "Es ist lästig",
    "severity_2": "Es hält uns auf",
    "severity_3": "Bei uns steht alles",
    "severity_wrong": "Bitte wählen Sie eines von den dreien.",
    "about": "Worum geht es?",
    "about_none": "Um etwas anderes, oder ich weiß es nicht",
    "cost_words": "Was kostet es Sie?",
    "make_right_words": "Was würde es wiedergutmachen?",
    "too_long": "Bitte fassen Sie sich kürzer: höchstens {n} Zeichen.",
    "optional": "Sie dürfen das leer lassen.",
    "look": "Etwas fehlt noch. Nichts ist verloren.",
    "once_more": "Bitte drücken Sie noch einmal auf den Knopf: Die Seite war lange offen oder kam "
    "sehr schnell zurück. Nichts ist verloren.",
    "failed": "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal; nichts ist verloren.",
    "send": "Absenden",
    "leave_empty": "Bitte lassen Sie das leer",
    "thanks_title": "Danke. Es ist bei uns.",
    "thanks": "Ein Mensch liest es und meldet sich bei Ihnen. Wenn es nicht warten kann, rufen Sie "
    "uns bitte auch an.",
    "many_title": "Das ist viel für einen Tag.",
    "many": "Bitte rufen Sie uns an, damit nichts davon verloren geht.",
    "mail_subject": "{company}: Wir haben, was Sie uns gesagt haben",
    "mail": "Guten Tag {name},\n\ndanke, dass Sie es uns gesagt haben: „{words}“.\n\nEin Mensch "
    "kümmert sich darum. Hier lesen Sie, wie es steht, wer sich kümmert und wann Sie von uns "
    "hören, und Sie können uns sagen, was noch nicht stimmt:\n{url}\n\nDiese Mail hat eine "
    "Maschine geschrieben. Unsere Antwort kommt von einem Menschen.\n\n{company}",
    "mail_link": "Wie es steht: {url}",
}
