"""Spanish word list. Accents are folded away before comparing."""

from typing import Final

from secrets_manual.rules.categories import Category
from secrets_manual.rules.words import WordList

_WHOSE: Final = r"(?:mi|mis|tu|tus|su|sus|nuestr[oa]s?|vuestr[oa]s?)"

_HARMLESS: Final = (
    (
        r"(?:casa|empresa|sociedad) (?:matriz|madre|hermana)|lengua materna|san diego padres"
        r"|(?:sin|no tiene"
        r"|ningun|nada de) (?:hijos|alcohol|hermanos|alergenos)|dia (?:de la madre|del padre)"
        r"|union europea"
        r"|(?:e|y) hijos|investigacion (?:contra|sobre) el cancer|gracias a dios|politica (?:de"
        r"|comercial)"
        r" \w+|padre de la idea"
    ),
)
_WORDS: Final = {
    Category.RELATIVES: (
        "hijo hija hijos hijas esposo esposa marido hermano hermana hermanos hermanas madre padre"
        " padres mama papa abuelo abuela abuelos nieto nieta nietos sobrino sobrina sobrinos suegro"
        " suegra cunado cunada yerno nuera novio novia prometido prometida viuda viudo gemelos"
        " mellizos"
        " hijastro hijastra conyuge"
    ),
    Category.MINORS: "adolescente* colegiala colegial",
    Category.HEALTH: (
        "cancer tumor tumores leucemia diabet* asma asmatic* epilep* migrana* artritis depresion"
        " deprimid* bipolar psiquiatr* psicologo alergi* alergic* celiac* embarazada embarazo"
        " aborto"
        " enfermo enferma enfermedad* discapacid* discapacitad* minusvalid* sordo sorda ciego ciega"
        " daltonic* operado operada operaron infarto ictus hipertension dialisis autista* autismo"
        " hospitalizad* cirugia obeso obesa"
    ),
    Category.GENETICS: "genetico genetica geneticos hereditari*",
    Category.BIOMETRICS: "biometric*",
    Category.RELIGION: (
        "catolic* protestante* evangelic* musulman* judio judia judios islam budista* hindu ateo"
        " atea"
        " creyente* religion religios* iglesia mezquita sinagoga misa reza cuaresma bautizo"
    ),
    Category.POLITICS: (
        "politica politico politicos psoe izquierdista* derechista* comunista* socialista*"
        " votante* franquista* independentista* militante"
    ),
    Category.UNION: "sindicato sindicatos sindicalista* sindicad* ugt ccoo",
    Category.SEX_LIFE: (
        "gay gays lesbiana* bisexual* homosexual* transexual* transgenero sexual sexuales amante"
        " prostitu*"
    ),
    Category.ETHNICITY: "mestizo mestiza gitano gitana etnic* mulato mulata indigena*",
    Category.CRIMINAL_RECORD: "carcel prision detenido detenida condenado condenada delincuente*"
    " preso presa",
    Category.INTOXICATION: (
        "alcohol alcoholic* alcoholismo borracho borracha borrachera* drogas drogadict* adicto"
        " adicta"
        " cocaina marihuana"
    ),
    Category.DEBTS: "deudas endeudad* moroso morosa desahuci* arruinad*",
    Category.INSIDE_INFORMATION: "confidencialidad privilegiada fusion fusionarse",
    Category.LOOKS: "guapo guapa feo fea gordo gorda calvo calva tatuaje* tatuad* rubia delgada",
    Category.GOSSIP: "rumor rumores chisme* cotilleo*",
}
_PHRASES: Final = {
    Category.RELATIVES: (
        _WHOSE + r" (?:\w+ )?(?:mujer|pareja|nino|nina|ninos|ninas|tio|tia|primo|prima|primos|ex"
        r"|familia (?:es|vive|viene|tiene))",
        (
            r"(?:casad[oa]) con|(?:tiene|tengo|con) (?:\d+|un|una|dos|tres|cuatro) (?:nin[oa]s?"
            r"|bebes?)"
        ),
        r"(?:madre|padre) solter[oa]",
    ),
    Category.MINORS: (
        (
            r"(?:tiene|tengo|cumple|de) (?:1[0-7]|[1-9]) anos$|menor(?:es)? de edad"
            r"|(?:salida|recoge\w*) del? (?:colegio|cole)|va al? (?:colegio|instituto|guarderia)"
        ),
    ),
    Category.HEALTH: (
        r"silla de ruedas|de baja|le duele|(?:dolor|problemas) de (?:espalda|corazon)",
    ),
    Category.POLITICS: (r"vot(?:a|o|an) (?:a|por|en)|de (?:izquierdas?|derechas?)",),
    Category.RELIGION: (r"cree en dios|no cree en|testigo de jehova",),
    Category.ETHNICITY: (r"de origen \w+|color de (?:su )?piel",),
    Category.CRIMINAL_RECORD: (r"antecedentes penales|en libertad condicional",),
    Category.INTOXICATION: (r"bebe (?:mucho|demasiado|vino|cerveza)|no bebe|dejo de beber",),
    Category.DEBTS: (r"debe dinero|fin de mes|problemas de dinero|numeros rojos",),
    Category.INSIDE_INFORMATION: (
        (
            r"acuerdo de confidencialidad|(?:todavia|aun) no (?:es|se ha) (?:publico|publicado"
            r"|anunciado)"
            r"|informacion privilegiada|entre nosotros$|planea\w* (?:la )?(?:fusion|compra)"
        ),
    ),
    Category.GOSSIP: (
        (
            r"dicen que|se rumorea|odia a su (?:jefe|jefa|colega)|enganada? a su|divorcio"
            r" (?:dificil"
            r"|feo)"
        ),
    ),
}

SPANISH: Final = WordList("es", _HARMLESS, _WORDS, _PHRASES)
