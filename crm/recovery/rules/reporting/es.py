"""Telling us of a mishap, in Spanish."""

REPORT = {
    "title": "Cuéntenos qué salió mal",
    "lead": "Cuéntelo con sus palabras. Lo lee una persona y le responde.",
    "lead_own": "Hola, {name}: cuéntelo con sus palabras. Llega enseguida a quienes lo arreglan, y "
    "desde ese momento el reloj corre para nosotros.",
    "words": "¿Qué ha pasado?",
    "words_hint": "Como lo contaría por teléfono.",
    "words_wrong": "Escriba qué ha pasado.",
    "name": "Su nombre",
    "name_wrong": "Escriba su nombre.",
    "email": "Su correo electrónico",
    "email_wrong": "Esto no parece una dirección de correo. Mírela otra vez.",
    "phone": "Su número de teléfono",
    "phone_wrong": "Esto no parece un número de teléfono. Mírelo otra vez.",
    "reach": "Cómo le encontramos",
    "reach_wrong": "Deje una dirección de correo o un número de teléfono, para que podamos "
    "responderle.",
    "company": "Dónde trabaja, si ocurrió allí",
    "how_bad": "¿Qué tan grave es para usted?",
    "how_bad_hint": "¿Qué está parado y quién espera?",
    "severity_1": "Es una molestia",
    "severity_2": "Nos retrasa",
    "severity_3": "Estamos parados",
    "severity_wrong": "Elija una de las tres respuestas.",
    "about": "¿De qué se trata?",
    "about_none": "De otra cosa, o no lo sé",
    "cost_words": "¿Cuánto le cuesta?",
    "make_right_words": "¿Cómo podríamos compensarlo?",
    "too_long": "Escriba menos: {n} caracteres como máximo.",
    "optional": "Puede dejarlo en blanco.",
    "look": "Todavía falta algo. No se pierde nada.",
    "once_more": "Pulse el botón otra vez: la página estuvo abierta mucho tiempo o volvió muy "
    "deprisa. No se pierde nada.",
    "failed": "No ha funcionado. Inténtelo otra vez; no se pierde nada.",
    "send": "Enviar",
    "leave_empty": "Deje esto en blanco",
    "thanks_title": "Gracias. Lo hemos recibido.",
    "thanks": "Lo lee una persona y le responde. Si no puede esperar, llámenos también.",
    "many_title": "Es mucho para un día.",
    "many": "Llámenos, para que no se pierda nada.",
    "mail_subject": "{company}: hemos recibido lo que nos contó",
    "mail": "Hola, {name}:\n\ngracias por contárnoslo: «{words}».\n\nUna persona se ocupa de ello. "
    "Aquí puede leer cómo va, quién se ocupa y cuándo tendrá noticias nuestras, y decirnos qué no "
    "está bien todavía:\n{url}\n\nEste correo lo ha escrito una máquina. Nuestra respuesta vendrá "
    "de una persona.\n\n{company}",
    "mail_link": "Cómo va: {url}",
}
