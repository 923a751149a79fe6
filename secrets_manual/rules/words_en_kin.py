"""English phrases about relatives, minors, health and the body."""

from typing import Final

from secrets_manual.rules.categories import Category

_WHOSE: Final = r"(?:my|his|her|their|our|your|whose|s)"
_IS: Final = r"(?:am|is|are|was|were|m|being|became|become)"
_SOME: Final = r"(?:\w+ ){0,2}"
_NUMBER: Final = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|both|twin)"
)
_YOUNG: Final = (
    r"(?:1[0-7]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen)"
)

KIN_AND_HEALTH: Final[dict[Category, tuple[str, ...]]] = {
    Category.RELATIVES: (
        r"(?:" + _WHOSE + r"|an?|the|one|two|three|only|eldest|oldest|youngest|young|little|first"
        r"|older|younger|baby|new|grown) son",
        _WHOSE + r" " + _SOME + r"(?:kids?|child|children|baby|babies|toddlers?|teenagers?|teens?"
        r"|twins|triplets|folks|ex|in laws?|other half|better half|boys|little ones?|newborn)",
        r"(?:mother|father|brother|sister|son|daughter) in law",
        r"(?:have|has|had|having|got|raising|raises|raised|expecting|homeschool\w*|adopted|with|of)"
        r" "
        + _NUMBER
        + r" "
        + _SOME
        + r"(?:kids?|child|children|baby|babies|toddlers?|boys?|girls?"
        r"|teenagers?|twins|godchild\w*)",
        r"(?:have|has|had) (?:kids?|children|twins|triplets|a family of \w+)",
        r"(?:raise|raises|raising|raised|homeschool\w*) "
        + _SOME
        + r"(?:kids?|child|children|boys|girls|family)",
        (
            r"(?:married|divorced|single|separated) (?:\w+ )?(?:with|and have|and has|to)"
            r" (?!be\b|his job|her job|my job|the)\w+"
        ),
        r"(?:married|divorced|widowed) (?:two|three|four|five|several|many|\d) times|married twice",
        (
            r"(?:single|expectant|proud|new|first time|stay at home|step|working|married)"
            r" (?:mom|mum|dad|mother|father|parent)s?"
        ),
        r"(?:" + _WHOSE + r"|the) family (?:of|is from|are from|is originally|comes? from|came|has"
        r"|have|had|lives?|lived|living|owns?|owned|was|were|moved|immigrated|emigrated|name is"
        r"|fled|descends?|consists?)",
        r"family of (?:\d+|three|four|five|six|seven|eight)",
        r"(?:comes?|came|am|is|are) from an? (?:\w+ )?(?:family|home) (?:of|with|in|that|who)",
        (
            r"lives? with (?:my|his|her|their) (?:partner|folks|family)|life partner|relatives"
            r" (?:in"
            r"|live|are|from)"
        ),
        r"(?:our|her|his|their|my) (?:wedding )?anniversary with",
    ),
    Category.MINORS: (
        (
            r"(?:graduat\w+|finish\w*) (?:from )?high school (?:in|next|this|soon)"
            r"|(?:high|middle|elementary) school (?:student|pupil|kid)\w*"
        ),
        r"(?:am|is|are|m|was|turns|turned|turning|an?|s) (?:only )?"
        + _YOUNG
        + r" (?:years?|yrs?)(?: old)?(?: (?:and|but|who|boy|girl|kid|child|trans|male|female"
        r"|student|in|now|today|soon|this)\b.*)?$",
        _YOUNG + r" (?:year|yr)s? olds? (?:\w+ )?(?:boys?|girls?|kids?|child|children|students?"
        r"|pupils?|male|female|lad|lass)",
        r"aged? " + _YOUNG,
        _IS + r" (?:an? )?(?:\w+ ){0,3}(?:teenager|teen|minor|adolescent|toddler|infant"
        r"|middle schooler|high schooler|schoolkid)",
        _WHOSE + r" teen\w*",
        (
            r"(?:go|goes|going|am|is|are|still|student|freshman|sophomore|junior|senior|pupil"
            r"|starts?"
            r"|started|start|attends?)"
            r" (?:\w+ )?(?:at|in|to) (?:\w+ )?(?:high|middle|elementary|primary|secondary|grade"
            r"|junior high)"
            r" school"
        ),
        (
            r"(?:attends?|attending|started|starting|starts) (?:\w+ )?(?:high|middle|elementary"
            r"|primary"
            r"|grade|nursery) school"
        ),
        (
            r"(?:drops?|brings?|takes?|collects?|picks? up|fetch\w*) (?:off )?(?:the|his|her"
            r"|their|my) (?:\w+ )?(?:kids?|children|little ones?)|(?:he|she|i) (?:am|is) (?:only"
            r" )?1[0-7](?: and\b.*)?$|in (?:the )?(?:\w+th|\d(?:st|nd|rd|th)|first|second|third"
            r"|fourth|fifth|sixth|seventh"
            r"|eighth|ninth|tenth|eleventh) grade"
        ),
        (
            r"when i grow up|school run|school pick ?up|day ?care pick ?up|school drop ?off"
            r"|nursery pick ?up"
        ),
        (
            r"(?:is|are|in (?:his|her|their)|starts?|started|attends?) (?:in )?(?:kindergarten"
            r"|daycare"
            r"|preschool)"
        ),
    ),
    Category.HEALTH: (
        (
            r"(?:broken|fractured|sprained|torn|twisted|artificial|false|glass|sore"
            r"|lost (?:an?|one|my|his|her))"
            r" (?:arm|leg|wrist|ankle|foot|hip|hand|knee|rib|ribs|finger|eye"
            r"|teeth|back|shoulder|collarbone)"
        ),
        (
            r"(?:am|is|are|m|was|been|feeling|feels?|got|very|often|seriously|terminally) "
            r"(?:often |very |quite |really |so |mentally )?(?:sick|ill|unwell|in pain|depressed"
            r"|anxious"
            r"|blind|hard of hearing|lame|suicidal|infertile|dying)(?! of| at ease)"
        ),
        (
            r"(?:color|colour|partially|legally|half) blind|blind in|lost (?:his|her|my|their)"
            r" sight"
            r"|(?:poor|bad|failing) (?:eyesight|hearing|vision)"
        ),
        r"(?:mental|poor|failing|ill|bad) health|health (?:problem|issue|condition|scare|reason)s?",
        (
            r"(?:heart|panic|anxiety|asthma) (?:attack|disease|condition|failure|disorder|surgery"
            r"|trouble|problem|murmur|operation)s?"
        ),
        r"(?:have|has|had|with|suffer\w*(?: from)?|battl\w+|fights?|fighting) "
        + _SOME
        + r"(?:anxiety|depression|stutter|lisp|limp|disorder|condition|syndrome|infection|ms|fever"
        r"|tumou?r|ulcer|operation|pneumonia|flu|chronic \w+|high blood pressure|bad (?:back|knees?"
        r"|hip|heart|hearing|leg)|one (?:leg|arm|eye|kidney|lung|hand))",
        r"(?:only|just) (?:have|has) (?:one|three|four|1) (?:leg|arm|eye|hand|ear|kidney|fingers?)",
        (
            r"(?:leg|knee|back|hip|head|neck|shoulder|foot|feet|stomach|joints?|wrist)s?"
            r" (?:often |always )?"
            r"(?:hurts?|aches?|pains?|is killing|are killing)"
        ),
        r"(?:back|knee|hip|neck|joint|chest|shoulder) (?:pain|ache|trouble|replacement|problems?)",
        (
            r"(?:high|low) blood pressure|high cholesterol|blood sugar|on (?:medication|meds"
            r"|insulin)"
            r"|takes? (?:pills|meds|medication)|eating disorder|panic attacks?|in therapy|sees? a"
            r" (?:therapist|psychologist|shrink|counsell?or)|nervous breakdown|burn(?:ed|t) out"
            r"|sick (?:leave|note|pay for)|off sick|on dialysis|hearing aids?|special needs"
            r"|learning disabilit\w+|gluten intoleran\w+|(?:lactose|food) intoleran\w+"
            r"|intolerant to"
        ),
        (
            r"get(?:s|ting)? tired (?:easy|easily|quickly|fast)|always (?:tired|exhausted)"
            r"|webbed toes"
            r"|missing (?:a|an|two|one|his|her) (?:fingers?|leg|arm|tooth|teeth|eye)"
            r"|born (?:with(?:out)?|deaf|blind|premature)"
        ),
        (
            r"(?:was|been|is|be|were) (?:recently )?(?:operated|hospitali[sz]ed|in hospital|in the"
            r" hospital|unable to walk|bedridden)|broke (?:my|his|her|their) \w+|(?:maternity"
            r"|paternity) leave"
            r"|expecting (?:a baby|her|their|our|twins)|cannot (?:walk|see|hear) (?:well"
            r"|properly|anymore)"
        ),
        (
            r"(?:had|suffered|after|survived) (?:\w+ )?strokes?|heart bypass|has gout|kidney"
            r" (?:stones?"
            r"|failure|disease|donor|problems?)|with (?:one|no) (?:leg|arm|eye)|hands? (?:shake"
            r"|tremble)s?"
        ),
    ),
    Category.GENETICS: (
        (
            r"(?:dna|genetic|gene) (?:test\w*|result\w*|profile|defect\w*|disorder\w*"
            r"|predisposition"
            r"|condition|mutation|ancestry)|runs in (?:the|his|her|their|my) (?:family|genes)"
            r"|carries the gene|23 ?and ?me|genetic\w* (?:predispos\w+|risk)"
        ),
    ),
    Category.BIOMETRICS: (
        r"(?:retina|iris|face|facial|voice|palm) (?:scan\w*|print\w*|recognition|template)",
    ),
}
