"""The need-only rewrites in the other languages that the detector reads."""

from typing import Final

#: The English rewrite, then what a German, a French and a Spanish text is offered.
TRANSLATED: Final[dict[str, dict[str, str]]] = {
    "coaches a youth rowing team": {
        "de": "trainiert eine Jugendmannschaft im Rudern",
        "fr": "entraîne une équipe de jeunes à l'aviron",
        "es": "entrena a un equipo juvenil de remo",
    },
    "coaches a youth football team": {
        "de": "trainiert eine Fußball-Jugendmannschaft",
        "fr": "entraîne une équipe de jeunes au football",
        "es": "entrena a un equipo juvenil de fútbol",
    },
    "coaches a youth swimming team": {
        "de": "trainiert eine Schwimm-Jugendmannschaft",
        "fr": "entraîne une équipe de jeunes à la natation",
        "es": "entrena a un equipo juvenil de natación",
    },
    "coaches a youth tennis team": {
        "de": "trainiert eine Tennis-Jugendmannschaft",
        "fr": "entraîne une équipe de jeunes au tennis",
        "es": "entrena a un equipo juvenil de tenis",
    },
    "coaches a youth hockey team": {
        "de": "trainiert eine Hockey-Jugendmannschaft",
        "fr": "entraîne une équipe de jeunes au hockey",
        "es": "entrena a un equipo juvenil de hockey",
    },
    "coaches a youth basketball team": {
        "de": "trainiert eine Basketball-Jugendmannschaft",
        "fr": "entraîne une équipe de jeunes au basket",
        "es": "entrena a un equipo juvenil de baloncesto",
    },
    "coaches a youth rugby team": {
        "de": "trainiert eine Rugby-Jugendmannschaft",
        "fr": "entraîne une équipe de jeunes au rugby",
        "es": "entrena a un equipo juvenil de rugby",
    },
    "coaches a youth baseball team": {
        "de": "trainiert eine Baseball-Jugendmannschaft",
        "fr": "entraîne une équipe de jeunes au baseball",
        "es": "entrena a un equipo juvenil de béisbol",
    },
    "coaches a youth team": {
        "de": "trainiert eine Jugendmannschaft",
        "fr": "entraîne une équipe de jeunes",
        "es": "entrena a un equipo juvenil",
    },
    "step-free venue": {
        "de": "stufenloser Veranstaltungsort",
        "fr": "lieu de plain-pied",
        "es": "sala sin escalones",
    },
    "no alcohol gifts": {
        "de": "keine alkoholischen Geschenke",
        "fr": "pas d'alcool en cadeau",
        "es": "sin alcohol en los regalos",
    },
    "no calls early in the morning": {
        "de": "keine Anrufe früh am Morgen",
        "fr": "pas d'appel tôt le matin",
        "es": "no llamar a primera hora de la mañana",
    },
    "no calls late in the afternoon": {
        "de": "keine Anrufe am späten Nachmittag",
        "fr": "pas d'appel en fin d'après-midi",
        "es": "no llamar a última hora de la tarde",
    },
    "no calls before {time}": {
        "de": "keine Anrufe vor {time}",
        "fr": "pas d'appel avant {time}",
        "es": "no llamar antes de las {time}",
    },
    "no calls after {time}": {
        "de": "keine Anrufe nach {time}",
        "fr": "pas d'appel après {time}",
        "es": "no llamar después de las {time}",
    },
    "charts that work without colour": {
        "de": "Grafiken, die ohne Farbe lesbar sind",
        "fr": "graphiques lisibles sans couleur",
        "es": "gráficos que se lean sin color",
    },
    "write instead of calling": {
        "de": "schreiben statt anrufen",
        "fr": "écrire plutôt qu'appeler",
        "es": "escribir en lugar de llamar",
    },
    "large, clear print": {
        "de": "große, klare Schrift",
        "fr": "impression claire, en grands caractères",
        "es": "letra grande y clara",
    },
    "sugar-free choices at meals": {
        "de": "zuckerfreie Auswahl beim Essen",
        "fr": "choix sans sucre aux repas",
        "es": "opciones sin azúcar en las comidas",
    },
    "gluten-free choices at meals": {
        "de": "glutenfreie Auswahl beim Essen",
        "fr": "choix sans gluten aux repas",
        "es": "opciones sin gluten en las comidas",
    },
    "no shellfish at meals": {
        "de": "keine Meeresfrüchte beim Essen",
        "fr": "pas de fruits de mer aux repas",
        "es": "sin marisco en las comidas",
    },
    "no nuts at meals": {
        "de": "keine Nüsse beim Essen",
        "fr": "pas de noix aux repas",
        "es": "sin frutos secos en las comidas",
    },
    "no dairy at meals": {
        "de": "keine Milchprodukte beim Essen",
        "fr": "pas de produits laitiers aux repas",
        "es": "sin lácteos en las comidas",
    },
    "meeting places without animals": {
        "de": "Treffpunkte ohne Tiere",
        "fr": "lieux de rendez-vous sans animaux",
        "es": "lugares de reunión sin animales",
    },
    "ask about the menu before booking": {
        "de": "vor dem Buchen nach dem Menü fragen",
        "fr": "demander le menu avant de réserver",
        "es": "preguntar por el menú antes de reservar",
    },
    "ask before inviting to lunch": {
        "de": "vor einer Einladung zum Mittagessen fragen",
        "fr": "demander avant d'inviter à déjeuner",
        "es": "preguntar antes de invitar a comer",
    },
    "no calls on Sundays": {
        "de": "keine Anrufe am Sonntag",
        "fr": "pas d'appel le dimanche",
        "es": "no llamar en domingo",
    },
    "no calls from Friday evening to Saturday evening": {
        "de": "keine Anrufe von Freitagabend bis Samstagabend",
        "fr": "pas d'appel du vendredi soir au samedi soir",
        "es": "no llamar del viernes por la tarde al sábado por la tarde",
    },
    "no meetings on Friday at noon": {
        "de": "keine Termine am Freitagmittag",
        "fr": "pas de réunion le vendredi midi",
        "es": "sin reuniones el viernes a mediodía",
    },
    "agree early who stands in during absences": {
        "de": "früh klären, wer bei Abwesenheit vertritt",
        "fr": "convenir tôt de qui remplace en cas d'absence",
        "es": "acordar pronto quién sustituye en las ausencias",
    },
    "short meetings, with breaks": {
        "de": "kurze Treffen, mit Pausen",
        "fr": "réunions courtes, avec des pauses",
        "es": "reuniones cortas, con pausas",
    },
}
