"""English phrases about belief, belonging, conduct and the rest of the blocked categories."""

from typing import Final

from secrets_manual.rules.categories import Category

BELIEF_AND_CONDUCT: Final[dict[Category, tuple[str, ...]]] = {
    Category.RELIGION: (
        r"(?:not|very|deeply|non) (?:a )?(?:religious|believer|spiritual|observant|devout)",
        (
            r"(?:of|in) (?:the|his|her|my|their) \w+ faith|(?:my|his|her|their) faith|believes?"
            r" in (?:god"
            r"|jesus|allah|a higher power|reincarnation)|(?:goes|go|going|went) to (?:mass"
            r"|temple|church"
            r"|mosque)|devout \w+|(?:bar|bat) mitzvah|born again|fasts? (?:during|for|in)|sunday"
            r" school"
            r"|(?:youth|local|retired|is a|am a|became a|ordained) (?:pastor|priest|imam|rabbi"
            r"|monk|nun|deacon"
            r"|missionary|vicar)|holy communion|yom kippur|rosh hashan\w+|passover|(?:for|during"
            r"|keeps|observes) lent|hanukkah|eid|diwali"
        ),
    ),
    Category.POLITICS: (
        (
            r"(?:am|is|are|was|very|extremely|fiercely|staunch\w*|proud|a) (?:very |so |quite |a )?"
            r"(?:conservative|liberal|left ?wing|right ?wing|progressive|green party|far right"
            r"|far left"
            r"|pro life|pro choice|anti ?vax\w*|populist)(?! (?:in|with|about|estimate|design"
            r"|investor|arts"
            r"|dresser|forecast|planner|approach|figure|budget))"
        ),
        (
            r"vot(?:es?|ed|ing) (?:for|against|red|blue|green|labour|tory|left|right|leave|remain)"
            r"|campaign\w* for (?:the )?(?:party|senator|mayor|president|candidate|council)"
            r"|(?:party|council) member of|member of (?:the )?(?:\w+ )?party|black lives matter"
            r"|gun (?:rights|control)|runs? for (?:office|mayor|council|congress|parliament)"
            r"|(?:protest|demonstrat)\w* (?:against|for)|labour party|green party|gun owner"
        ),
    ),
    Category.UNION: (
        (
            r"(?:trade|labou?r|workers?|teachers?|nurses?|rail|steelworkers?) unions?"
            r"|union (?:member\w*|rep\w*|steward|official|organi[sz]er|leader|card|dues|activist"
            r"|man)"
            r"|shop steward|(?:in|joined|joins|joining|of|left) (?:the|a|his|her|their) union"
            r"|picket line"
        ),
    ),
    Category.SEX_LIFE: (
        (
            r"(?:sex|love) life|same sex|one night stand\w*|sleeps? (?:with|around)|slept with"
            r"|came out"
            r" (?:as|to (?:his|her|their|us|me))|in the closet|hooks? up with|(?:is|am|was|a) trans"
            r"|trans (?:man|woman|boy|girl|person)|(?:his|her) (?:lover|affair)|having an affair"
            r"|open (?:marriage|relationship)|sexual\w* \w+|birth control|strip club\w*|dating"
            r" apps?"
            r"|tinder|grindr|(?:he|she) (?:is|was) straight"
        ),
    ),
    Category.ETHNICITY: (
        (
            r"(?:black|asian|arab|brown|white) (?:woman|man|lady|guy|girl|boy)|mixed race"
            r"|african american|native american|(?:asian|african|indian|arab|turkish|chinese"
            r"|irish|italian|mexican|jewish|polish|german|latin|korean|japanese) (?:descent|origin"
            r"|ancestry|heritage|roots|blood|background)|of \w+ (?:descent|ancestry|ethnicity)"
            r"|(?:skin|race) (?:colou?r|is)|people of colou?r|(?:person|woman|man) of colou?r"
            r"|(?:am|is|are|a|young|old|m) (?:half )?(?:black|white|asian|arab|brown)"
            r"(?: (?:man|woman|guy|girl|boy|person|male|female|american|lady))|(?:he|she|i)"
            r" (?:is|am) (?:half )?"
            r"(?:black|white|asian|arab|roma|inuit)(?!\w| (?:and|or) (?:white|black) (?:photo"
            r"|film))"
            r"|half (?:black|asian|turkish|arab|greek|italian|polish|irish|german|french|indian"
            r"|chinese|japanese|korean|mexican|african)"
        ),
    ),
    Category.CRIMINAL_RECORD: (
        (
            r"criminal record|(?:did|doing|served|serving) (?:hard )?time|(?:was|been|is|got"
            r"|gets) (?:on"
            r" trial|charged with|accused of|caught (?:stealing|shoplifting|driving)|locked up"
            r"|fined"
            r"|sentenced|busted)|ex con|on parole|behind bars|police record|community service"
            r" (?:order|sentence)"
            r"|drunk driving|lost (?:his|her|their|my) (?:driving )?licen[cs]e|restraining order"
            r"|(?:tax|insurance) (?:evasion|fraud)|used to (?:steal|deal|rob)|sold drugs|stole \w+"
        ),
    ),
    Category.INTOXICATION: (
        (
            r"(?:drinks?|drank|drinking|downs?) (?:\w+ )?(?:too much|a lot|heavily|alone|every"
            r" (?:night|day"
            r"|evening)|beer|wine|scotch|whisk\w+|vodka|gin|rum|tequila|liquor|alcohol|socially"
            r"|problem\w*)"
        ),
        (
            r"(?:used to|quit|stopped|stop|not|never|likes? to|loves? to|gave up|gives up|given up)"
            r" (?:like to |party or )*(?:drink|drinking|smoke|smoking|smoke pot)(?= |$)"
            r"(?! (?:coffee|tea|water|milk|soda|juice|hot|cocoa|iced|espresso|enough water"
            r"|anything hot))"
        ),
        (
            r"(?:recovering|former|ex) (?:addict|alcoholic|user)|(?:gets?|got|getting) (?:high"
            r"|hammered"
            r"|plastered)|(?:takes?|took|does|did|uses?|used|on|doing) (?:\w+ )?drugs|alcohol"
            r" (?:problem|abuse)"
            r"|smok\w+ (?:pot|weed|dope|joints?)|(?:dry|clean) for|(?:fond of|likes?|loves?"
            r"|into) (?:the bottle"
            r"|(?:his|her|their) (?:drink|booze))|years? sober|job for drinking|drinking"
            r" (?:problem|habit|again)|(?:gets?|got|totally) wasted|pub crawl|black ?out drunk"
        ),
    ),
    Category.DEBTS: (
        r"(?:i|he|she|they|we|family) (?:am|is|are|was|were) (?:\w+ )?poor(?! (?:at|in|with))",
        r"poor growing up|(?:grew|growing|grow) up (?:very |so )?poor|born poor",
        (
            r"(?:in|deep in|credit card|gambling|student|personal|private|has|have|his|her|my"
            r"|huge|with)"
            r" (?:\w+ )?debts?|(?:can|could) (?:barely|hardly|scarcely) (?:pay|afford|make)"
            r"|(?:cannot|not)"
            r" (?:pay|afford) (?:my|his|her|their|the) (?:bills?|rent|mortgage|loan)|make ends"
            r" meet|behind"
            r" (?:on|with) (?:my|his|her|their|the) (?:rent|mortgage|bills?|payments?|loan)|low"
            r" income"
            r"|paycheck to paycheck|on (?:welfare|benefits|food stamps)|food (?:stamps|bank)"
            r" (?:user|customer)"
            r"|money (?:troubles?|problems?|worries)|owes? (?:money|\w+ money|the bank|\d+)|bad"
            r" credit"
            r"|credit (?:score|rating) (?:is|was)|lost (?:his|her|my|their) house|live[sd]? in"
            r" (?:poverty"
            r"|a shelter|the projects)|maxed out|(?:is|am|are|totally|flat|always) broke"
            r"|gambl\w+ (?:away|problem|addict\w*)|very poor|dirt poor"
        ),
    ),
    Category.INSIDE_INFORMATION: (
        (
            r"(?:non ?disclosure|confidentiality) (?:agreement)?|under (?:nda|embargo)|not"
            r" (?:yet )?(?:been )?"
            r"(?:public|announced|published|disclosed)(?: yet)?|off the record|(?:strictly|top)"
            r" (?:confidential|secret)|between (?:us|you and me|ourselves)|before (?:it is|they"
            r" are|the"
            r" results are|the) (?:announced|public|published|announcement|results)|(?:secret"
            r"|plan\w*|about"
            r" to|going to|will|talks to|wants? to) (?:\w+ )?(?:acquire|be acquired|buy out|merge)"
            r"(?: \w+)?|acquisition (?:talks|target)|inside (?:information|knowledge|tip)|profit"
            r" warning"
            r"|unreleased (?:results|figures|numbers|earnings)|do not tell anyone|for internal"
            r" use only"
            r"|(?:planned|secret|coming) (?:layoffs?|redundanc\w+|ipo)|price sensitive"
        ),
    ),
    Category.LOOKS: (
        r"(?:have|has|had|with|wears?|dyes?|dyed) (?:\w+ ){1,3}hair",
        (
            r"(?:he|she|i|they|who|very|really|so|is|am) (?:is |am |are |looks? )?(?:very "
            r"|really |so |rather |quite"
            r" |a bit |too )?(?:pretty|beautiful|cute|hot|sexy|fat|thin|slim|large|heavy|big"
            r"|tall|short"
            r"|muscular)(?: (?:and|but) (?:tall|short|pretty|thin|fat|ugly|slim|strong|heavy))?$"
        ),
        r"(?:rather|very|too|quite) (?:large|fat|thin|tall|heavy|short)$|big and tall",
        r"(?:\w+ )?(?:feet|foot|ft|inches) tall|(?:\d|six|five|four) (?:foot|ft|feet) (?:\d+|\w+)",
        (
            r"(?:my|his|her|their|the|gain\w*|lost|lose|losing|put on|overly|about) weight"
            r"(?! (?:room|training|limits?|class|lifting|of the))|weighs \w+|my (?:figure"
            r"|looks)"
        ),
        (
            r"(?:red|blue|green|brown|black|grey|gray|curly|long|short|purple|pink|dyed|wavy"
            r"|facial|thinning)"
            r" (?:wavy |curly )?(?:hair\w*|eyes|eyed|legs)|(?:have|has|wears?|with) (?:\w+"
            r" )?(?:big|huge|crooked|large) (?:nose|ears"
            r"|teeth|belly)|double chin|plastic surgery|(?:bad|body) (?:odou?r|breath|skin)"
            r"|boob\w*|breasts?"
            r"|(?:dresses|dressed) (?:badly|like|too)|beer belly|looks (?:old|tired|terrible"
            r"|younger)"
        ),
    ),
    Category.GOSSIP: (
        (
            r"(?:get\w*|want\w*|plan\w*|fil\w+|consider\w*|fac\w+|after|in)"
            r" (?:\w+ ){0,2}divorce|marriage (?:is|was|trouble\w*|problem\w*|crisis)"
        ),
        (
            r"(?:having|has|had) an affair|rumou?r has it|word (?:is|has it)|people say|they say"
            r" (?:he|she)|i"
            r" heard (?:that )?(?:he|she|they)|behind (?:his|her|their) back|cheat(?:s|ed|ing)?"
            r" on|(?:messy|going"
            r" through a|ugly|bitter) divorce|custody|(?:hates?|despises?|can ?not stand"
            r"|loathes?) (?:his|her|their|my)"
            r" (?:boss|colleagues?|coworkers?|ceo|cfo|manager|neighbou?rs?)|(?:took|stole) my \w+"
            r"|(?:crush|soft spot) (?:on|for) (?:my|his|her|their|a) (?:boss|colleague|coworker"
            r"|neighbou?r"
            r"|friend|secretary|assistant)|violent (?:person|man|woman|temper|past)|(?:is|am)"
            r" (?:a )?(?:jerk"
            r"|bully|liar|crook|idiot|stupid|lazy|violent|abusive|incompetent)|about to (?:be"
            r" fired|get fired)"
            r"|dump(?:ed|ing) (?:by|his|her)|nobody likes|not (?:very )?bright"
        ),
    ),
}
