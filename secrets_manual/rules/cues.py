"""Words that point to a kind, in German, French and Spanish; English stands with the kinds.

Written folded: lower case, no accents, apostrophes as blanks. The first line that fits wins, so
what belongs to an organisation comes before what belongs to a person.
"""

from typing import Final

Cues = tuple[tuple[str, str], ...]

#: Words so common that they tell the language; none is a word of two of the four.
SMALL: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(
        "the and to of is his her he she for with at after they wants likes not has was my it be"
        " this that their from our we who by".split()
    ),
    "de": frozenset(
        "der die das den dem ein eine einen einem einer und ist nicht nie auf bei beim mit von vom"
        " fur im am zu zum zur nach vor er sie sich ihr ihre ihren sein seine wegen immer gern"
        " lieber nur ab hat haus sind aus auch noch will weil uber wird oder kein keine bis seit"
        " geht jede jedes jeden wenn ihnen drei".split()
    ),
    "fr": frozenset(
        "le la les du des une un et est pas ne sur au aux avec pour dans qui que il elle son sa"
        " ses leur chez jamais plus toujours l d n s j c qu veut trop sont ou".split()
    ),
    "es": frozenset(
        "el los las del al una y es no con por para su sus lo le en que se ella muy siempre nunca"
        " quiere mas hasta desde donde pero antes despues cuando sin".split()
    ),
}

_GERMAN: Final[Cues] = (
    (
        "inventory_problem",
        r"lager(?:best\w*|bestand\w*|haltung)?|fehlbest\w*|uberbest\w*|ladenhuter|lieferengp\w*"
        r"|fehlt \w+ ware|vorrat\w*|bestande|ausverkauft",
    ),
    (
        "cash_flow_challenge",
        r"liquid\w*|zahlungsziel\w*|zahlt (?:zu )?spat|spat zahl\w*|offene rechnung\w*"
        r"|rechnung\w* offen|mahnung\w*|zahlungsverzug|zahlungsfrist\w*|kassenlage|flussige mittel",
    ),
    (
        "margin_challenge",
        r"marge\w*|gewinnspanne\w*|\w*kosten|\w*preise|preisdruck|preiskampf|gewinn",
    ),
    (
        "employment_equity_concern",
        r"lohnlucke|gehaltslucke|lohnunterschied\w*|mehr frauen|frauenquote|frauenanteil"
        r"|gleichstellung\w*|faire lohne|gleicher lohn|chancengleichheit|vielfalt",
    ),
    (
        "product_quality_issue",
        r"reklam\w*|ausschuss\w*|ruckruf\w*|qualitatsproblem\w*|defekt\w*|mangel\w*|fehlerquote"
        r"|retouren\w*|undicht\w*",
    ),
    ("family_priority", r"famili\w*|schulferien|feierabend zuhause"),
    ("dream", r"traum\w*|lebenstraum|irgendwann|schon immer|eines tages|lebensziel"),
    (
        "ego_drive",
        r"stolz|auszeichnung\w*|preis gewonn\w*|ehrgeiz\w*|als erste\w*|glanzen|erwahnt"
        r"|anerkenn\w*|beforder\w*|ruhm|nummer eins|bekannt werden",
    ),
    (
        "bias",
        r"bevorzug\w*|lieber|mag kein\w*|mag nicht|misstrau\w*|schwort|halt nichts|halt wenig"
        r"|hasst|abneigung|skeptisch|statt|lehnt ab|traut \w+ nicht|nie wieder",
    ),
    (
        "friendship_affinity",
        r"freund\w*|befreundet|kennt|verein\w*|ehrenamt\w*|stammtisch|mentor\w*|trainer\w*"
        r"|nachbar\w*|netzwerk|studienkolleg\w*|\w+verein\w*|feuerwehr",
    ),
    (
        "entertainment",
        r"fan|hort|musik\w*|konzert\w*|film\w*|kino|serie\w*|theater|oper\w*|jazz|buch\w*|krimi\w*"
        r"|roman\w*|bundesliga|fussball|liest (?!dabei)\w+ \w+$|podcast\w*|schlager|festival\w*",
    ),
    (
        "lifestyle_choice",
        r"vegan\w*|vegetar\w*|isst|trinkt (?:nur|kein\w*|am liebsten)|tee|wohnt|lebt|zur arbeit"
        r"|e auto|elektroauto|bio|fruhaufsteher\w*|fastet|ernahr\w*|minimalist\w*|ohne auto",
    ),
    (
        "recreation",
        r"spielt|ski|segel\w*|garten|gartnert|wander\w*|rad|fahrrad|radfahr\w*|lauft|jogg\w*"
        r"|schwimm\w*|kletter\w*|golf|tennis|angel\w*|reise\w*|reist|hobby\w*|reitet|tanzt|malt"
        r"|kocht|sammelt|strickt|rudert|marathon|camping|jagd|imker\w*",
    ),
    (
        "competency",
        r"gelernte\w*|ingenieur\w*|\w+ingenieur\w*|erfahrung|leitet|zertifi\w*|studiert\w*|meister"
        r"|promoviert|fachmann|fachfrau|expert\w*|verantwortlich|ausgebildet\w*|jurist\w*",
    ),
    (
        "skill",
        r"spricht|kann|fliessend|repariert|programmiert|baut|schreibt gut|beherrscht|geschickt",
    ),
    (
        "hope",
        r"hofft|hoffnung|freut sich|wunscht|wunsch|plant|ruhestand|rente|nachstes jahr"
        r"|mochte|wurde gern\w*|will (?:bald|kunftig|wieder|mehr)|teilzeit",
    ),
)

_FRENCH: Final[Cues] = (
    (
        "inventory_problem",
        r"stocks?|rupture\w*|surstock\w*|entrepot\w*|inventaire\w*|invendus?|reserves? pleines?",
    ),
    (
        "cash_flow_challenge",
        r"tresorerie|delais? de paiement|paie\w* (?:en retard|tard)|retards? de paiement"
        r"|factures? impayees?|liquidites?|impayes?|fonds de roulement|relances?",
    ),
    (
        "margin_challenge",
        r"marges?|couts?|matieres? premieres?|guerre des prix|benefices?|rentabilite",
    ),
    (
        "employment_equity_concern",
        r"ecarts? (?:de salaires?|salaria\w+)|plus de femmes|parite|egalite \w+|equite"
        r"|salaire egal|mixite|diversite|inclusion",
    ),
    (
        "product_quality_issue",
        r"reclamations?|rebuts?|rappels? de \w+|defauts?|defectueu\w+|problemes? de qualite"
        r"|non conform\w+|retours? produits?|fuient|fuites?",
    ),
    ("family_priority", r"famille\w*|vacances scolaires|famillial\w*"),
    ("dream", r"rev(?:e|es|er|ait)|un jour|toujours (?:voulu|reve)|son reve"),
    (
        "ego_drive",
        r"fi(?:er|ere|ers|eres)|prix (?:de|du)|recompense\w*|ambiti\w*|premi\w+ (?:du|de|a)|briller"
        r"|cite\w*|reconnu\w*|reconnaissance|promotion|numero un|celebre",
    ),
    (
        "bias",
        r"prefere\w*|n aime (?:pas|guere)|aime pas|se mefie\w*|ne jure|deteste\w*|plutot (?:qu|que)"
        r"|sceptique|refuse\w*|evite\w*|hait|ne croit (?:pas|guere)|plus jamais",
    ),
    (
        "friendship_affinity",
        r"amis?|amies?|connait|benevol\w*|membre|club|association|mentor\w*|voisins?|voisines?"
        r"|reseau|entraineur|anciens? (?:eleve|collegue)\w*|pompier\w*",
    ),
    (
        "entertainment",
        r"supporter\w*|supportrice|ecoute|musique|concerts?|films?|cinema|series?|theatre|operas?"
        r"|jazz|livres?|romans?|fan|foot\w*|podcasts?|festivals?|polars?|chanson\w*",
    ),
    (
        "lifestyle_choice",
        r"vegan\w*|vegetari\w*|vegetalien\w*|mange|ne boit|boit (?:du|de)|thes?|habite|vit (?:a|en|au)"
        r"|au travail (?:a|en)|voiture electrique|bio|leve tot|leve tard|regime|sans voiture",
    ),
    (
        "recreation",
        r"jou(?:e|er) (?:au|aux|a|du|de)|ski\w*|voile|jardin\w*|randonn\w*|velos?|cour(?:t|ir)|course a pied"
        r"|nage\w*|natation|escalade|golf|tennis|peche\w*|voyage\w*|peint|cuisine|danse\w*"
        r"|collectionn\w*|tricot\w*|aviron|marathon|camping|chasse\w*|equitation|bricol\w*",
    ),
    (
        "competency",
        r"ingenieur\w*|d experience|dirige|certifi\w*|diplom\w*|expert\w*|de formation|responsable de"
        r"|docteur\w*|juriste|comptable|chef de|chevronn\w*",
    ),
    (
        "skill",
        r"parle\w*|couramment|sait|repare\w*|programme|doue\w*|construit|maitrise|bricoleu\w*|habile",
    ),
    (
        "hope",
        r"esper\w*|souhait\w*|a hate|retraite|prevoit|aimerait|voudrait|l an prochain"
        r"|l annee prochaine|veut (?:passer|bientot|enfin)|temps partiel|se rejouit",
    ),
)

_SPANISH: Final[Cues] = (
    (
        "inventory_problem",
        r"almacen\w*|existencias|inventarios?|roturas?|stocks?|desabastec\w*|sobrestock|repuestos",
    ),
    (
        "cash_flow_challenge",
        r"liquidez|tesoreria|plazos? de pago|pagan? tarde|retrasos? en (?:el|los) pagos?|impagos?"
        r"|facturas? (?:vencidas?|pendientes?|impagadas?)|flujo de caja|morosidad",
    ),
    (
        "margin_challenge",
        r"margen|margenes|costes?|costos?|materias? primas?|guerra de precios|rentabilidad"
        r"|beneficios?",
    ),
    (
        "employment_equity_concern",
        r"brecha salarial|mas mujeres|igualdad|paridad|equidad|diversidad|inclusion"
        r"|salarios? justos?|mismo sueldo",
    ),
    (
        "product_quality_issue",
        r"reclamacion\w*|rechazos?|retiradas?|defect\w*|calidad|devoluciones|gotean?|fugas?"
        r"|no conform\w*",
    ),
    ("family_priority", r"familia\w*|vacaciones escolares"),
    ("dream", r"suen\w*|algun dia|siempre (?:quiso|ha querido)|la ilusion de su vida"),
    (
        "ego_drive",
        r"orgull\w*|premios?|ambici\w*|primer\w* (?:del|de|en)|lucirse|que l[oa]s? (?:citen|vean)"
        r"|reconoci\w*|ascenso|famos\w*|competitiv\w*|numero uno|destacar",
    ),
    (
        "bias",
        r"prefiere\w*|no le gusta\w*|desconfia\w*|odia\w*|solo valen|antes que un\w*|en vez de"
        r"|esceptic\w*|no se fia|detesta\w*|nunca mas|jura por|mania",
    ),
    (
        "friendship_affinity",
        r"amig[oa]s?|conoce a|volunta\w*|club|socios?|junta del|asociacion|mentor\w*|vecin[oa]s?"
        r"|red de|entrenador\w*|companer\w* de|pena|bomber\w*",
    ),
    (
        "entertainment",
        r"hincha|aficionad\w*|escucha|musica|conciertos?|peliculas?|cine|series?|teatro|opera"
        r"|jazz|libros?|novelas?|fan|futbol|podcasts?|festivales?|flamenco",
    ),
    (
        "lifestyle_choice",
        r"vegan\w*|vegetarian\w*|come|solo (?:bebe|toma)|te|vive en|al trabajo|coche electrico"
        r"|ecologic\w*|madruga\w*|dieta|gimnasio|sin coche",
    ),
    (
        "recreation",
        r"juega|esqui\w*|navega\w*|jardin\w*|sender\w*|bicis?|bicicleta|corre|nada|natacion|escala\w*"
        r"|golf|tenis|pesca\w*|viaja\w*|viajes?|pinta|cocina|baila\w*|coleccion\w*|remo|rema"
        r"|maraton\w*|huerto|caza|monta a caballo|padel",
    ),
    (
        "competency",
        r"ingenier\w*|experiencia|dirige|certificad\w*|licenciad\w*|expert\w*|de formacion"
        r"|doctor\w*|abogad\w*|contable|jef[ea] de|titulad\w*|master",
    ),
    (
        "skill",
        r"habla|con soltura|sabe|arregla|repara|programa|construye|se le da bien|domina|mañosa?",
    ),
    (
        "hope",
        r"espera\w*|desea\w*|tiene ganas|jubil\w*|le gustaria|el ano que viene|proximo ano"
        r"|quiere (?:pasar|tener|volver|poder)|media jornada|piensa \w+r(?:se)?|ojala",
    ),
)

CUES: Final[dict[str, Cues]] = {"de": _GERMAN, "fr": _FRENCH, "es": _SPANISH}
