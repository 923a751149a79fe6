"""Words of names and secrets that give nobody away, in the languages the gate reads."""

from typing import Final

_COMPANY_WORDS: Final = """
ag bv care centre center clinic clinics clinica clinique company corp corporation e ev
food foods general gmbh group gruppe health healthcare holding hospital hospitals house inc
institute international kg klinik klinikum krankenhaus lab labor laboratory labs limited llc
ltd medical medicine municipal national nv of office partners practice praxis private public
regional sa sarl school service services sl society srl team the trust und university
and for de la le les el los las der die das des du del di da y et saint st
"""
#: What every organisation may be called; alone it names none of them.
OF_ANY_COMPANY: Final = frozenset(_COMPANY_WORDS.split())
_NAMES_AND_WORDS: Final = """
an al art bill bo chance dawn do drew faith frank gene grace grant guy hope iris jack
joy june lance long mark may may miles pat penny ray rich rob rose ruby so sue sunny
will young in is it on or per to van von am im in ist so und bei mit
"""
#: Words of names that are also plain words: they count only when written like a name.
ALSO_PLAIN: Final = frozenset(_NAMES_AND_WORDS.split())
_PLAIN_WORDS: Final = """
about above after again also always another answer anything asked because before being
better between both bring brought business call called calls came card come customer days
does doing done down during each even ever every everything first found from gave gets give
gives going good great hand have having help here hour hours into just keep kept know known
knows large last later least less like likes listen little long look looks made make makes
many meeting minutes month more morning most much must need needs never next night nobody
nothing often once only other over people person phone place plan please print ready really
same said says seen sent should show since small some somebody someone something sometimes
still such sure talk tell than thank that their them then there these they thing things
think this those three through time times today together told took until used very visit
want wanted wants week weeks well went were what when where which while whole will with
within without work works would write wrote year years your
aber alle alles auch beim bitte dann dass dein deine denn dich diese dieser doch eine einem
einen einer eines etwas euch fragt ganz gern gerne haben hatte heute hier ihre ihrem ihren
immer jede jeden jeder kann kein keine kommt lange machen macht mehr mein mich muss nach
nicht nichts noch oder ohne schon sehr sein seine seinen selbst sich sind sollte tage unser
unter viel wann warum wartet weil wenn werden wieder will wird woche wollte zeit zwei
alors apres aussi autre avant avec avoir beaucoup bien cela cette chaque chez comme dans
depuis donc elle elles encore entre etre fait faire heure heures jour jours jamais leur
leurs mais meme mois moins notre nous parce pour quand quelque rien sans sont sous sur
tous tout toute tres veut vers votre vous
ahora algo alguien antes aqui bien cada como cuando desde dice donde ella ellos entre era
eran esta este esto estos gusta hace hacer hasta hora horas leer mas mientras mucho muy
nada nadie nunca otra otro para pero poco porque puede quien quiere segun sera siempre
sobre solo tambien tanto tiene todo todos una unos vez
"""
#: Words that say nothing of anybody, in the languages the gate reads.
PLAIN: Final = frozenset(_PLAIN_WORDS.split())
