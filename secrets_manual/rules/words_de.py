"""German word list. Umlauts are folded to their base letter before comparing."""

from typing import Final

from secrets_manual.rules.categories import Category
from secrets_manual.rules.words import WordList

_WHOSE: Final = r"(?:mein|dein|sein|ihr|unser|deren|dessen|eure?)(?:e|er|en|em|es)?"
_NUMBER: Final = r"(?:\d+|ein|eine|einen|zwei|drei|vier|funf|sechs|sieben|acht|mehrere|beide)"

_HARMLESS: Final = (
    r"(?:kein|keine|keinen|ohne) (?:kinder|geschwister|alkohol|kind|politik)",
    (
        r"alkoholfrei\w*|barrierefrei\w*|vaterland|mutter(?:firma|konzern|sprache)"
        r"|(?:krebs|diabetes)(?:forschung|hilfe|stiftung)|politikfrei|krankenhaus(?:bau|technik"
        r"|einkauf)"
    ),
    r"mutter natur|gott sei dank|partei ergreif\w+|vater des erfolgs|weihnachten",
)
_WORDS: Final = {
    Category.RELATIVES: (
        "sohn sohne tochter tochtern ehefrau ehemann ehepartner* gatte gattin schwester schwestern"
        " bruder brudern geschwister mutter vater mama papa eltern oma opa grossmutter grossvater"
        " grosseltern enkel enkelin enkelkind* tante onkel neffe nichte cousine kusine vetter"
        " schwiegermutter schwiegervater schwiegersohn schwiegertochter schwiegereltern schwager"
        " schwagerin stiefsohn stieftochter stiefvater stiefmutter witwe witwer verlobte verlobter"
        " lebensgefahrt* alleinerziehend* zwillinge"
    ),
    Category.MINORS: "teenager schulkind* kindergartenkind* kleinkind* minderjahrig* saugling*",
    Category.HEALTH: (
        "krebs krebskrank* tumor* leukamie diabetik* zuckerkrank* asthmatik* epilept* epilepsie"
        " migrane"
        " rheuma* depression depressionen depressiv* burnout psychisch* psychiater* therapeut*"
        " allergi*"
        " zoliakie schwanger* fehlgeburt krank kranke kranken krankheit* erkrankt* behinderung*"
        " behindert* rollstuhl* schwerhorig* gehorlos* farbenblind* operiert operation"
        " herzinfarkt schlaganfall bluthochdruck bandscheibe* reha dialyse demenz* autismus autist*"
        " schwerbehindert* krankgeschrieben* impfgegner* ungeimpft* ubergewichtig*"
    ),
    Category.GENETICS: "erbkrank* gentest* gendefekt* erbgut",
    Category.BIOMETRICS: "fingerabdruck* biometrisch* gesichtserkennung",
    Category.RELIGION: (
        "katholi* evangelisch* protestantisch* muslim* moslem* judisch* jude juden judin islam"
        " buddhist* hinduist* atheist* glaubig* religios* kirche kirchgang* moschee synagoge betet"
        " gebet* gottesdienst* konfirmation kommunion fastenmonat konfessionslos*"
    ),
    Category.POLITICS: (
        "cdu csu spd afd fdp grunenwahler* linkspartei politisch* politik parteimitglied* wahlt"
        " sozialist* kommunist* rechtsradikal* linksradikal* rechtsextrem* konservativ*"
    ),
    Category.UNION: "gewerkschaft* verdi igmetall betriebsratin",
    Category.SEX_LIFE: (
        "schwul* lesbisch* lesbe bisexuell* homosexuell* transsexuell* transgender sexuell*"
        " sexleben"
        " affare geliebte geliebter seitensprung bordell"
    ),
    Category.ETHNICITY: (
        "migrationshintergrund dunkelhautig* hautfarbe zigeuner* turkischstammig* farbige farbiger"
        " afrodeutsch* russlanddeutsch* ethnisch* sinti"
    ),
    Category.CRIMINAL_RECORD: (
        "vorbestraft* verhaftet* gefangnis knast verurteilt* straftat* vorstrafe* bewahrung"
        " fuhrerscheinentzug haftstrafe*"
    ),
    Category.INTOXICATION: (
        "alkoholi* alkoholkrank* betrunken* besoffen* trinker suchtig* drogen* kiffer kifft kokain"
        " trinkt sauft abstinent* entzug"
    ),
    Category.DEBTS: (
        "verschuldet* uberschuldet* schulden privatinsolvenz gerichtsvollzieher* pleite schuldner*"
        " mietruckstand* hartz burgergeld"
    ),
    Category.INSIDE_INFORMATION: (
        "insiderwissen insiderinformation* geheimhaltung* verschwiegenheitsvereinbarung*"
        " ubernahmeplan*"
        " fusion fusionsgesprach* fusionieren unveroffentlicht*"
    ),
    Category.LOOKS: (
        "hubsch* hasslich* dick dicke dicker glatze blond blonde tatowier* schlank* attraktive frau"
        " gutaussehend* mollig*"
    ).replace(" attraktive frau", ""),
    Category.GOSSIP: "gerucht* tratsch* klatsch lastert",
}
_PHRASES: Final = {
    Category.RELATIVES: (
        _WHOSE + r" (?:\w+ )?(?:frau|mann|kind|kinder|kindern|familie (?:kommt|lebt|wohnt|hat)"
        r"|freundin|freund|partnerin|lebenspartner\w*|jungs?|madels?|baby|kleine[rn]?)",
        r"(?:hat|habe|haben|mit|von) "
        + _NUMBER
        + r" (?:\w+ )?(?:kind|kinder|kindern|jungs|madchen|tochter)",
        r"(?:hat|habe|haben) kinder|(?:vater|mutter) von",
    ),
    Category.MINORS: (
        (
            r"(?:ist|bin|wird|wurde) (?:1[0-7]|[1-9]) jahre? alt|(?:1[0-7]|[1-9]) jahrige[rn]?"
            r" (?:junge"
            r"|madchen|sohn|tochter|schuler\w*)|geht (?:noch )?(?:zur schule|in den kindergarten)"
            r"|(?:zur|von der|aus der) (?:kita|grundschule)"
        ),
    ),
    Category.HEALTH: (r"(?:ist|bin|fast) (?:\w+ )?(?:blind|taub)",),
    Category.RELIGION: (r"glaubt an gott|zeugen jehovas|geht in die kirche",),
    Category.UNION: (r"ig metall|ver di",),
    Category.INSIDE_INFORMATION: (
        (
            r"(?:streng )?vertraulich|noch nicht (?:offentlich|veroffentlicht|bekannt)|unter uns"
            r" gesagt"
        ),
    ),
    Category.ETHNICITY: (r"\w+ (?:abstammung|herkunft)",),
    Category.LOOKS: (
        r"(?:kilo|kg) (?:zu viel|abgenommen|zugenommen)|sieht (?:gut|schlecht|alt) aus",
    ),
    Category.GOSSIP: (
        (
            r"man (?:sagt|munkelt|erzahlt)|hasst (?:seinen|ihren) (?:chef|kollegen)|lasst sich"
            r" scheiden"
            r"|betrugt (?:seine|ihren)|fremd(?:geht|gegangen)"
        ),
    ),
}

GERMAN: Final = WordList("de", _HARMLESS, _WORDS, _PHRASES)
