"""What a customer reads when we ask how we did in putting it right, in each language we write in.

`{…}` are filled in by the page and the mail. The answers are numbers, the same everywhere.
"""

from typing import Final

LOYALTY_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "title": "One question",
        "heading": "How did we do in putting it right?",
        "thanks": "Thank you",
        "saved": "Your answer is saved. This link brings you back if you want to change it.",
        "about": "Dear {name}, this is about what you told us:",
        "look": "Something is still missing.",
        "score": "How likely are you to stay with us and recommend us?",
        "score_hint": "0 is not at all, 10 is certainly",
        "score_missing": "Choose a number from 0 to 10.",
        "fair_outcome": "Was the outcome fair?",
        "fair_handling": "Was it handled fairly and fast?",
        "respect": "Were you treated with respect?",
        "five_hint": "1 is not at all, 5 is fully; skip it if you like",
        "send": "Send my answer",
        "tap": "Tap a number: the page opens with it chosen. Nothing is sent before you press the "
        "button there.",
        "late_title": "This question is no longer open.",
        "late": "Thank you for looking. If something is not right, tell us.",
        "mail_ours": "Dear {name},\n\nsome days ago you told us on a card that something was not "
        "right. We would like to know how we did in putting it right.\n\nHow likely are you to "
        "stay with us and recommend us? Please answer here:\n{url}\n\n{company}",
        "subject": "{company}: one question, one minute",
        "mail": "Dear {name},\n\nsome days ago you told us: “{words}”. We would like to know how "
        "we did in putting it right.\n\nHow likely are you to stay with us and recommend us? "
        "Please answer here:\n{url}\n\n{company}",
    },
    "de": {
        "title": "Eine Frage",
        "heading": "Wie gut haben wir es wieder in Ordnung gebracht?",
        "thanks": "Danke",
        "saved": "Ihre Antwort ist gespeichert. Über diesen Link können Sie sie noch ändern.",
        "about": "Guten Tag {name}, es geht um das, was Sie uns gesagt haben:",
        "look": "Etwas fehlt noch.",
        "score": "Wie wahrscheinlich ist es, dass Sie bei uns bleiben und uns empfehlen?",
        "score_hint": "0 heißt gar nicht, 10 heißt bestimmt",
        "score_missing": "Bitte wählen Sie eine Zahl von 0 bis 10.",
        "fair_outcome": "War das Ergebnis gerecht?",
        "fair_handling": "Ging es dabei gerecht und schnell zu?",
        "respect": "Wurden Sie mit Respekt behandelt?",
        "five_hint": "1 heißt gar nicht, 5 heißt ganz und gar; Sie dürfen es auslassen",
        "send": "Antwort senden",
        "tap": "Tippen Sie auf eine Zahl: Die Seite öffnet sich damit. Gesendet wird erst, wenn "
        "Sie dort auf den Knopf drücken.",
        "late_title": "Diese Frage ist nicht mehr offen.",
        "late": "Danke, dass Sie nachsehen. Wenn etwas nicht stimmt, sagen Sie es uns.",
        "mail_ours": "Guten Tag {name},\n\nvor einigen Tagen haben Sie uns auf einer Karte gesagt, "
        "dass etwas nicht stimmte. Wir möchten wissen, wie gut wir es wieder in Ordnung gebracht "
        "haben.\n\nWie wahrscheinlich ist es, dass Sie bei uns bleiben und uns empfehlen? Bitte "
        "antworten Sie hier:\n{url}\n\n{company}",
        "subject": "{company}: eine Frage, eine Minute",
        "mail": "Guten Tag {name},\n\nvor einigen Tagen haben Sie uns gesagt: „{words}“. Wir "
        "möchten wissen, wie gut wir es wieder in Ordnung gebracht haben.\n\nWie wahrscheinlich "
        "ist es, dass Sie bei uns bleiben und uns empfehlen? Bitte antworten Sie hier:\n{url}"
        "\n\n{company}",
    },
    "fr": {
        "title": "Une question",
        "heading": "Avons-nous bien réparé notre erreur ?",
        "thanks": "Merci",
        "saved": "Votre réponse est enregistrée. Ce lien vous permet encore de la modifier.",
        "about": "Bonjour {name}, il s’agit de ce que vous nous avez dit :",
        "look": "Il manque encore quelque chose.",
        "score": "Est-il probable que vous restiez chez nous et que vous nous recommandiez ?",
        "score_hint": "0 : pas du tout, 10 : certainement",
        "score_missing": "Choisissez un nombre de 0 à 10.",
        "fair_outcome": "Le résultat était-il juste ?",
        "fair_handling": "Avons-nous agi de façon juste et rapide ?",
        "respect": "Vous a-t-on traité avec respect ?",
        "five_hint": "1 : pas du tout, 5 : tout à fait ; vous pouvez passer",
        "send": "Envoyer ma réponse",
        "tap": "Touchez un nombre : la page s’ouvre avec ce choix. Rien n’est envoyé avant que "
        "vous appuyiez sur le bouton.",
        "late_title": "Cette question n’est plus ouverte.",
        "late": "Merci d’être venu voir. Si quelque chose ne va pas, dites-le-nous.",
        "mail_ours": "Bonjour {name},\n\nil y a quelques jours, vous nous avez écrit sur une carte "
        "que quelque chose n’allait pas. Nous aimerions savoir si nous avons bien réparé notre "
        "erreur.\n\nEst-il probable que vous restiez chez nous et que vous nous recommandiez ? "
        "Répondez ici :\n{url}\n\n{company}",
        "subject": "{company} : une question, une minute",
        "mail": "Bonjour {name},\n\nil y a quelques jours, vous nous avez dit : « {words} ». Nous "
        "aimerions savoir si nous avons bien réparé notre erreur.\n\nEst-il probable que vous "
        "restiez chez nous et que vous nous recommandiez ? Répondez ici :\n{url}\n\n{company}",
    },
    "es": {
        "title": "Una pregunta",
        "heading": "¿Qué tal lo hemos arreglado?",
        "thanks": "Gracias",
        "saved": "Su respuesta está guardada. Con este enlace todavía puede cambiarla.",
        "about": "Hola, {name}: se trata de lo que nos contó:",
        "look": "Todavía falta algo.",
        "score": "¿Qué probabilidad hay de que siga con nosotros y nos recomiende?",
        "score_hint": "0 es ninguna, 10 es con toda seguridad",
        "score_missing": "Elija un número del 0 al 10.",
        "fair_outcome": "¿Fue justo el resultado?",
        "fair_handling": "¿Se resolvió de forma justa y rápida?",
        "respect": "¿Le trataron con respeto?",
        "five_hint": "1 es nada, 5 es del todo; puede dejarlo en blanco",
        "send": "Enviar mi respuesta",
        "tap": "Toque un número: la página se abre con él. No se envía nada hasta que pulse el "
        "botón.",
        "late_title": "Esta pregunta ya no está abierta.",
        "late": "Gracias por mirar. Si algo no está bien, cuéntenoslo.",
        "mail_ours": "Hola, {name}:\n\nhace unos días nos dijo en una tarjeta que algo no estaba "
        "bien. Nos gustaría saber qué tal lo hemos arreglado.\n\n¿Qué probabilidad hay de que siga "
        "con nosotros y nos recomiende? Responda aquí:\n{url}\n\n{company}",
        "subject": "{company}: una pregunta, un minuto",
        "mail": "Hola, {name}:\n\nhace unos días nos contó: «{words}». Nos gustaría saber qué tal "
        "lo hemos arreglado.\n\n¿Qué probabilidad hay de que siga con nosotros y nos recomiende? "
        "Responda aquí:\n{url}\n\n{company}",
    },
    "ar": {
        "title": "سؤال واحد",
        "heading": "كيف كان أداؤنا في إصلاح الأمر؟",
        "thanks": "شكرًا لكم",
        "saved": "حُفظت إجابتكم. يعيدكم هذا الرابط إن أردتم تغييرها.",
        "about": "{name}، تحية طيبة، الأمر يتعلق بما أخبرتمونا به:",
        "look": "ما زال هناك شيء ناقص.",
        "score": "ما مدى احتمال أن تبقوا معنا وتوصوا بنا؟",
        "score_hint": "0 تعني لا إطلاقًا، و10 تعني بالتأكيد",
        "score_missing": "اختاروا رقمًا من 0 إلى 10.",
        "fair_outcome": "هل كانت النتيجة عادلة؟",
        "fair_handling": "هل عولج الأمر بعدل وسرعة؟",
        "respect": "هل عوملتم باحترام؟",
        "five_hint": "1 تعني لا إطلاقًا، و5 تعني تمامًا؛ ويمكنكم تجاوز السؤال",
        "send": "إرسال إجابتي",
        "tap": "المسوا رقمًا: تُفتح الصفحة وقد اختير. ولا يُرسل شيء قبل أن تضغطوا الزر هناك.",
        "late_title": "لم يعد هذا السؤال مفتوحًا.",
        "late": "شكرًا لاهتمامكم. إن لم يكن شيء على ما يرام فأخبرونا.",
        "mail_ours": "{name}، تحية طيبة،\n\nقبل أيام أخبرتمونا في بطاقة أن شيئًا لم يكن على ما "
        "يرام. نودّ أن نعرف كيف كان أداؤنا في إصلاح الأمر.\n\nما مدى احتمال أن تبقوا معنا وتوصوا "
        "بنا؟ أجيبوا هنا من فضلكم:\n{url}\n\n{company}",
        "subject": "{company}: سؤال واحد ودقيقة واحدة",
        "mail": "{name}، تحية طيبة،\n\nقبل أيام أخبرتمونا: «{words}». نودّ أن نعرف كيف كان أداؤنا "
        "في إصلاح الأمر.\n\nما مدى احتمال أن تبقوا معنا وتوصوا بنا؟ أجيبوا هنا من فضلكم:\n{url}"
        "\n\n{company}",
    },
}
