"""English word list: single words and stems. Phrases stand in the files beside it."""

from secrets_manual.rules.categories import Category
from secrets_manual.rules.words import WordList
from secrets_manual.rules.words_en_harmless import HARMLESS
from secrets_manual.rules.words_en_kin import KIN_AND_HEALTH
from secrets_manual.rules.words_en_phrases import BELIEF_AND_CONDUCT

_WORDS = {
    Category.RELATIVES: (
        "husband husbands hubby wife wives spouse* sons daughter daughters mother mothers mom moms"
        " mum mums mommy mummy dad dads daddy father fathers brother brothers sister sisters"
        " sibling* parents stepparent* stepson* stepdaughter* stepmother stepmom stepfather stepdad"
        " stepbrother* stepsister* stepchild* grandma* grandpa* grandmother* grandfather"
        " grandfathers grandson* granddaughter* grandchild* grandkid* grandparent* granny uncle"
        " uncles aunt aunts auntie* nephew* niece nieces cousin cousins fiance fiancee fiances"
        " girlfriend girlfriends boyfriend boyfriends widow widower widowed orphan orphaned"
    ),
    Category.MINORS: (
        "homeschooled schoolboy* schoolgirl* schoolchild* preschooler* kindergartner*"
        " kindergartener*"
        " tween tweens underage"
    ),
    Category.HEALTH: (
        "depressed depression anxiety injured injury traumati* nausea fever"
        " cancer cancers tumor* tumour* leukemi* leukaemi* lymphoma* melanoma* carcinoma* chemo*"
        " radiotherap* diabet* insulin asthma* epilep* seizure* migraine* arthriti* rheumat*"
        " fibromyalgia osteopor* sclerosis parkinson* alzheimer* dementia* autis* asperger* adhd"
        " dyslexi* dyspraxi* bipolar schizo* psychiatr* psychotherap* psychosis antidepressant*"
        " depressive ptsd ocd anorexi* bulimi* suicid* insomni* burnout* allerg* anaphyla* coeliac"
        " celiac crohn* colitis ibs hepatitis hiv aids herpes lupus thyroid* anemi* anaemi*"
        " hypertens* pacemaker* angina transplant* dialysis disabled"
        " disabilit* handicapped wheelchair* crutches prosthe* amput* paraly* paraplegi*"
        " quadriplegi*"
        " deaf deafness tinnitus colorblind* colourblind* stutter* stammer* pregnan* miscarr*"
        " infertil* ivf abortion* menopaus* hysterectom* mastectom* surgery surgeries surgical*"
        " hospitalised hospitalized diagnos* chronic chronically incurable sickness illness*"
        " ailment* disease*"
        " medication* painkiller* vaccinat* unvaccinat* covid therapist* obese obesity vertigo"
        " hernia* scoliosis sciatica concussion* neurodiver* phobia* phobic glaucoma cataract*"
        " eczema psoriasis ulcer* tourette* cerebral palsy nearsighted "
    ),
    Category.GENETICS: "genom* brca chromosom* hereditary mutation* karyotyp*",
    Category.BIOMETRICS: "fingerprint* biometric* voiceprint* faceprint*",
    Category.RELIGION: (
        "pastor preacher* rabbi imam priest priests gospel catholic* protestant* lutheran*"
        " methodist* baptist baptists presbyterian* evangelical*"
        " pentecostal* mormon* orthodox christian christians christianity muslim* moslem* islam"
        " islamic islamis*"
        " jewish jew jews judaism hindu hindus hinduism buddhis* sikh* jain jains bahai quaker*"
        " amish atheis* agnostic* pagan* wiccan* scientolog* jehovah* religio* church churches"
        " churchgo* mosque*"
        " synagogue* pray prays praying prayer* bible* quran* koran* torah ramadan sabbath shabbat"
        " halal kosher hajj christened baptised baptized baptism mitzvah god jesus allah"
        " rosary hijab* kippah nonreligious secularist worship*"
    ),
    Category.POLITICS: (
        "politic* democrat democrats republican* tory tories libdem* socialist* communis* marxist*"
        " leftist* rightwing leftwing maga brexiteer* remainer* trump biden putin libertarian*"
        " anarchis* fascis* feminist* antifa woke gop"
    ),
    Category.UNION: "unionist* unionised unionized teamster*",
    Category.SEX_LIFE: (
        "gay gays lesbian* bisexual* homosexual* heterosexual* queer lgbt* transgender*"
        " transsexual*"
        " transwoman transman nonbinary asexual* pansexual* polyamor* closeted crossdress*"
        " swinger* escort*"
        " prostitut* porn* fetish* kinky sexual* sexuality viagra onlyfans brothel* promiscu*"
    ),
    Category.ETHNICITY: (
        "immigrant* refugee* ethnic* biracial multiracial caucasian* latino* latina* latinx"
        " hispanic* aborigin* romani"
        " gypsy gypsies mulatto mestizo* afroamerican* chicano* metis"
    ),
    Category.CRIMINAL_RECORD: (
        "detention inmate inmates penitentiary delinquen* robbed robbery assaulted murder*"
        " arrested convict* felon* prison* jail* probation incarcerat* burglar* shoplift*"
        " embezzl* indict* misdemeanor* misdemeanour* dui dwi mugshot* thief imprison*"
    ),
    Category.INTOXICATION: (
        "smoker smokers cigarettes alcoholic alcoholics alcoholism drunk drunken drunkard* tipsy"
        " hungover hangover* boozer"
        " booze"
        " boozy stoned cocaine heroin marijuana cannabis opioid* addict addicted addicts"
        " addiction* rehab sober sobriety meth lsd ecstasy crackhead stoner junkie vape* overdos*"
        " teetotal*"
    ),
    Category.DEBTS: (
        "poverty homeless homelessness bankrupt* indebted foreclos* repossess* insolven*"
        " creditor* bailiff* overdrawn overdraft*"
        " payday evict*"
    ),
    Category.INSIDE_INFORMATION: (
        "nda ndas insider* embargoed takeover merger mergers unpublished unannounced undisclosed"
    ),
    Category.LOOKS: (
        "attractive unattractive ugly overweight underweight chubby skinny handsome gorgeous bald"
        " balding freckle* tattoo tattoos tattooed wrinkle* cleavage busty curvy blonde blondes"
        " brunette*"
        " redhead* plump obese mustache* moustache* beard bearded"
        " piercings botox toupee wig"
    ),
    Category.GOSSIP: "rumor* rumour* gossip* scandal* mistress womaniser womanizer backstab*",
}

ENGLISH = WordList("en", HARMLESS, _WORDS, KIN_AND_HEALTH | BELIEF_AND_CONDUCT)
