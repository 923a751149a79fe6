"""French word list. Accents are folded away before comparing; elisions become two words."""

from typing import Final

from secrets_manual.rules.categories import Category
from secrets_manual.rules.words import WordList

_WHOSE: Final = r"(?:mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs)"
_NUMBER: Final = r"(?:\d+|un|une|deux|trois|quatre|cinq|six|sept|plusieurs|des|jeunes)"
_KIN: Final = (
    r"(?:femme|mari|fils|filles?|freres?|soeurs?|mere|pere|parents|enfants?|epouse|epoux|conjointe?"
    r"|compagne|compagnon|neveux?|nieces?|oncles?|tantes?|cousine?s?|bebe|jumeaux|jumelles"
    r"|grand (?:mere|pere)|grands parents|belle (?:mere|soeur|fille)|beau (?:pere|frere|fils)"
    r"|petite?s? (?:fils|filles?|enfants?)|copine|copain|ex|fiancee?)"
)

_HARMLESS: Final = (
    (
        r"(?:maison|societe) mere|langue maternelle|pere noel|(?:pas d|sans|aucun) (?:enfants?"
        r"|alcool"
        r"|allergenes?|freres?)|fete des (?:meres|peres)|union europeenne|et fils"
        r"|recherche (?:contre|sur) le cancer|dieu merci|politique (?:tarifaire|commerciale|d"
        r" achat\w*"
        r"|de \w+)"
    ),
)
_WORDS: Final = {
    Category.RELATIVES: "epouse epoux conjoint conjointe veuf veuve fiancee soeur soeurs maman"
    " papa",
    Category.MINORS: "adolescent adolescente ado lyceen lyceenne collegien collegienne mineure",
    Category.HEALTH: (
        "cancer cancers tumeur* leucemie diabet* asthmatique* epilep* migraine* arthrose depression"
        " depressif depressive bipolaire* psychiatr* psychologue allergi* coeliaque enceinte"
        " grossesse"
        " malade malades maladie* handicap* sourd sourde aveugle daltonien* opere operee"
        " infarctus avc"
        " hypertension dialyse autiste* autisme burnout hospitalis* obese*"
        ""
    ),
    Category.GENETICS: "genetique genetiques hereditaire*",
    Category.BIOMETRICS: "biometri*",
    Category.RELIGION: (
        "catholique* protestant* musulman* juif juive juifs islam bouddhis* hindou* athee athees"
        " croyant croyante religion religieux religieuse eglise mosquee synagogue messe priere*"
        " careme pratiquant pratiquante bapteme laique"
    ),
    Category.POLITICS: (
        "politique politiquement socialiste* communiste* macroniste* lepeniste* gauchiste*"
        " melenchon"
        " ecologistes militant militante"
    ),
    Category.UNION: "syndicat syndicats syndique syndiquee syndicaliste* cgt cfdt",
    Category.SEX_LIFE: (
        "gay gays lesbienne* bisexuel* homosexuel* transsexuel* transgenre* sexuel* sexuelle* amant"
        " maitresse adultere"
    ),
    Category.ETHNICITY: "metis metisse ethnique* maghrebin* beur gitan gitane tsigane* antillais*",
    Category.CRIMINAL_RECORD: "prison condamne condamnee delinquant* incarcere*",
    Category.INTOXICATION: (
        "alcool alcoolique* alcoolisme ivre ivrogne bourre drogue drogues drogue toxicomane*"
        " cannabis"
        " cocaine sevrage"
    ),
    Category.DEBTS: "endette endettee surendett* dettes huissier* faillite rsa",
    Category.INSIDE_INFORMATION: "confidentialite",
    Category.LOOKS: "moche laid laide chauve tatouage* tatoue tatouee blonde jolie obese",
    Category.GOSSIP: "rumeur* ragot* commerage*",
}
_PHRASES: Final = {
    Category.RELATIVES: (
        _WHOSE + r" (?:\w+ )?" + _KIN,
        r"(?:a|ai|ont|avec|de|d|pere|mere) "
        + _NUMBER
        + r" (?:\w+ )?(?:enfants?|fils|filles?|freres?|soeurs?|garcons?|jumeaux)",
        (
            r"(?:est )?(?:pere|mere) (?:de|d|celibataire)|mariee? (?:a|avec)|(?:sa|ma|leur)"
            r" famille (?:vient"
            r"|habite|vit)"
        ),
    ),
    Category.MINORS: (
        (
            r"(?:a|ai|de|age de|agee de) (?:1[0-7]|[1-9]) ans$|au (?:college|lycee|cp|ce1|ce2)"
            r"|(?:sortie|sorties) d(?:e l)? ecole|a la creche"
        ),
    ),
    Category.HEALTH: (
        (
            r"fauteuil roulant|fausse couche|mal (?:au dos|au genou|a la jambe)|arret maladie"
            r"|conge maternite"
        ),
    ),
    Category.POLITICS: (
        r"vote (?:a )?(?:pour|contre|gauche|droite)|de (?:gauche|droite)$|gilets? jaunes?",
    ),
    Category.RELIGION: (r"croit en dieu|fait le ramadan|ne croit pas en",),
    Category.ETHNICITY: (r"d origine \w+|couleur de peau|(?:est|un|une) noire?s?$",),
    Category.CRIMINAL_RECORD: (r"casier judiciaire|garde a vue|arretee? par la police|en taule",),
    Category.INTOXICATION: (
        r"boit (?:trop|beaucoup|du|de)|ne boit (?:pas|plus|jamais)|aime boire",
    ),
    Category.DEBTS: (r"fins de mois|a decouvert|problemes? d argent",),
    Category.INSIDE_INFORMATION: (
        (
            r"accord de (?:non divulgation|confidentialite)|pas encore (?:public|publique"
            r"|annonce\w*)"
            r"|entre nous$|projet de (?:fusion|rachat)|delit d initie"
        ),
    ),
    Category.LOOKS: (r"(?:est|tres|trop) (?:gros|belle|beau|maigre|petite?|mince)$|en surpoids",),
    Category.GOSSIP: (
        (
            r"(?:on dit|il parait) que|deteste (?:son|sa) (?:chef|patron|collegue)\w*"
            r"|divorce (?:difficile|conflictuel)|trompe (?:sa|son)"
        ),
    ),
}

FRENCH: Final = WordList("fr", _HARMLESS, _WORDS, _PHRASES)
