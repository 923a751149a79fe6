"""English phrases that borrow a private word and mean no harm; they are blanked out first."""

from typing import Final

_ILLNESS: Final = (
    r"(?:cancer|diabetes|aids|hiv|epilepsy|autism|asthma|dementia|stroke|disease|health|surgical"
    r"|alzheimer s?|parkinson s?|disability|allergy|covid)"
)

HARMLESS: Final = (
    r"depressed (?:markets?|prices?|demand|sales)|injury (?:prevention|rates?|statistics)",
    r"murder myster\w+|gospel (?:music|choir)|batch detention|shipping detention",
    # Firms, things and sayings that borrow the names of relatives.
    (
        r"(?:sister|brother|parent|mother|daughter) (?:compan\w+|firms?|brands?|sites?|plants?"
        r"|ships?"
        r"|stores?|organi[sz]ations?|group|tongue|nature|lode|boards?|city|cities|industries"
        r"|printers?|label\w*|machines?)"
    ),
    r"(?:and|&) (?:sons?|daughters?|brothers)",
    r"(?:mother|father) s day|founding fathers|father christmas|big brother award\w*",
    r"sister act|san diego padres|brothers in arms|warner brothers",
    (
        r"(?:no|without|not have(?: any)?|not want(?: any)?|never (?:had|wanted)(?: any)?|any)"
        r" (?:more )?(?:kids|children|siblings|brothers?|sisters?)"
        r"(?: (?:or|and|nor) (?:brothers?|sisters?|kids|children|siblings))?"
    ),
    # Work and good causes around illness, faith, law and money.
    _ILLNESS + r" (?:research\w*|charit\w+|foundations?|institutes?|centres?|centers?|clinics?"
    r"|wards?|drugs?|software|awareness|fundrais\w+|run|walk|trials?|insur\w+|instruments?"
    r"|supplies|devices?|care)",
    r"research\w* (?:into|on|for) " + _ILLNESS,
    (
        r"(?:diagnos\w+|chronic\w*) (?:tool\w*|software|problem|machines?|late|delays?|shortage\w*"
        r"|lateness|imaging|lab\w*|overstock\w*|understock\w*)"
    ),
    r"(?:root cause|fault|engine) diagnos\w+",
    (
        r"(?:prison|church|political|religious|school) (?:architecture|architect|organ|organs|music"
        r"|bells?|science|cartoons?|street|road|lane|history|documentar\w+)"
    ),
    r"church(?:es)? (?:as|among) (?:customers?|clients?)",
    r"religiously",
    r"office politics|no politics|politics free|industry gossip column",
    (
        r"(?:no|without|avoid\w*|not serve|never serve) (?:any )?(?:alcohol|alcoholic)"
        r"(?: (?:gifts?|drinks?|please|at \w+))?"
    ),
    r"(?:non|low) alcoholic|alcohol free|drug free|allerg\w+ free|allergen\w* (?:list\w*|label\w*)",
    r"(?:sugar|gluten|lactose|nut|barrier|step) free",
    r"(?:green|red|white|black|christmas) (?:beard|wig)",
    (
        r"(?:offer|price|deal|market|margin|site|rate|product)s? (?:is|was|are|were|looks?) (?:\w+"
        r" )?attractive|computer virus\w*|bug fix\w*|attractive (?:offer|price|terms|rate|deal"
        r"|discount|option)s?"
    ),
    (
        r"(?:visual|training|job|first|sales|teaching|learning) aids?|house of worship|hero worship"
        r"|orthodox (?:way|approach|method)\w*|god ?father\w*|oh my god"
    ),
    r"(?:thank|good|oh) (?:god|lord)|demi ?god\w*|god of war|greek gods?",
    r"(?:hostile )?takeover (?:of (?:the )?(?:kitchen|shift|account))",
    r"(?:european|credit|customs|rugby|students?|postal|banking|western) union",
    r"market rumou?rs? column|fingerprint (?:reader|scanner|lock|sensor)s?",
    r"escort (?:ford|van|vehicle)|ford escort|gay (?:gordons|lussac)",
    r"jesus college|trump cards?|playing cards?|no trumps?",
    r"orphaned? (?:parts?|stock|skus?|drugs?|orders?)|parents? teacher conference tool",
)
