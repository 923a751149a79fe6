"""The default questions: five behaviours, and what every card asks beside them."""

#: The default behaviours in the order of their places on the card.
CODES = ("promises", "listening", "follow_up", "proactive", "advocacy")

#: code → language → question
BEHAVIOURS: dict[str, dict[str, str]] = {
    "promises": {
        "en": "Keeps promises",
        "de": "Hält Zusagen ein",
        "fr": "Tient ses promesses",
        "es": "Cumple lo que promete",
        "ar": "يلتزم بالوعود",
    },
    "listening": {
        "en": "Listens and engages",
        "de": "Hört zu und geht darauf ein",
        "fr": "Écoute et s’implique",
        "es": "Escucha y se implica",
        "ar": "يصغي ويتفاعل",
    },
    "follow_up": {
        "en": "Follows up",
        "de": "Bleibt dran",
        "fr": "Assure le suivi",
        "es": "Da seguimiento",
        "ar": "يتابع الأمور حتى نهايتها",
    },
    "proactive": {
        "en": "Brings solutions before I ask",
        "de": "Bringt Lösungen, bevor ich frage",
        "fr": "Propose des solutions avant que je demande",
        "es": "Trae soluciones antes de que las pida",
        "ar": "يقترح حلولاً قبل أن أطلب",
    },
    "advocacy": {
        "en": "Speaks up for us inside {company}",
        "de": "Setzt sich bei {company} für uns ein",
        "fr": "Nous défend au sein de {company}",
        "es": "Da la cara por nosotros en {company}",
        "ar": "يدافع عن مصلحتنا داخل {company}",
    },
}

#: language → the words at the lowest and at the highest end of the scale
SCALE_ENDS: dict[str, tuple[str, str]] = {
    "en": ("never", "always"),
    "de": ("nie", "immer"),
    "fr": ("jamais", "toujours"),
    "es": ("nunca", "siempre"),
    "ar": ("أبدًا", "دائمًا"),
}

#: The fixed questions: code → language → question
FIXED: dict[str, dict[str, str]] = {
    "matters": {
        "en": "Knows what really matters to me",
        "de": "Weiß, was mir wirklich wichtig ist",
        "fr": "Sait ce qui compte vraiment pour moi",
        "es": "Sabe lo que de verdad me importa",
        "ar": "يعرف ما يهمّني حقًا",
    },
    "other_solutions": {
        "en": "Was there a time this period when what we sell was not right for you?",
        "de": "Gab es in dieser Zeit einen Moment, in dem unser Angebot für Sie nicht passte?",
        "fr": "Y a-t-il eu un moment où ce que nous vendons ne vous convenait pas ?",
        "es": "¿Hubo algún momento en que lo que vendemos no era adecuado para usted?",
        "ar": "هل مرّ وقت في هذه الفترة لم يكن فيه ما نبيعه مناسبًا لكم؟",
    },
    "loyalty": {
        "en": "How likely are you to stay with us, and to say so to others? (0 to 10)",
        "de": "Wie wahrscheinlich bleiben Sie bei uns und sagen es weiter? (0 bis 10)",
        "fr": "Quelle est la probabilité que vous restiez et nous recommandiez ? (0 à 10)",
        "es": "¿Qué probabilidad hay de que siga con nosotros y nos recomiende? (0 a 10)",
        "ar": "ما مدى احتمال أن تبقوا معنا وتوصوا بنا غيركم؟ (من 0 إلى 10)",
    },
    "pressure": {
        "en": "Did anyone ask you to give a particular score?",
        "de": "Hat Sie jemand um eine bestimmte Bewertung gebeten?",
        "fr": "Quelqu’un vous a-t-il demandé de donner une note précise ?",
        "es": "¿Le pidió alguien que pusiera una nota concreta?",
        "ar": "هل طلب منكم أحد إعطاء درجة معيّنة؟",
    },
}
