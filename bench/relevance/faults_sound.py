"""Names spelt as they were heard: the respellings that keep the sound and change the letters."""

import random
import re

# (what is written, what is heard): each is one mishearing that people make with names.
_HEARD_TEXT = """
ph>f f(?!f)>ph ck>k ck>c (?<=[aeiou])k$>ck qu>kw x>ks ks>x (?<=[a-z])ie>ei (?<=[a-z])ei>ie ee>ea
ea>ee ie$>y y$>ie y$>ey ey$>y i$>y ee$>y ea>e ai>ay ay>ai ae>ai ^c(?=[aou])>k ^k(?=[aou])>c
c(?=[eiy])>s ^s(?=[ei])>c z>s (?<=[aeiou])s(?=[aeiou])>z tz>ts ts>tz son$>sen sen$>son sson$>son
man$>mann mann$>man berg$>burg burg$>berg th>t (?<=[aeiou])t(?=[aeiou])>th ^w>v ^v>w v>w
w(?=[aei])>v dt$>t dt$>tt tt$>t (?<=[aeiou])t$>tt ^kn>n ^wr>r ^gn>n mb$>m gh$> ght>t sch>sh sch>sk
sh>sch ch>sh tch>ch (?<=[aeiou])ch$>tch ^ch(?=[aeiou])>k ^j(?=e)>g ^ge>je ^gi>ji j>y ll>l
(?<=[aeiou])l(?=[aeiou])>ll nn>n (?<=[aeiou])n(?=[aeiou])>nn rr>r (?<=[aeiou])r(?=[aeiou])>rr ss>s
mm>m (?<=[aeiou])m(?=[aeiou])>mm pp>p (?<=[aeiou])p(?=[aeiou])>pp bb>b dd>d ff>f tt>t cc>c gg>g
(?<=[aeiou])s$>ss ey>ay ou>u oo>u u(?=[^aeiou])>oo ow>ou ou>ow au>aw aw>au ough$>o eau>o eaux$>o
er$>ar ar$>er or$>er er$>or el$>le le$>el an$>en en$>an in$>en on$>en ing$>in e$> (?<=[rnlts])$>e
(?<=[aeiou])h(?=[^aeiou])> ^h(?=[aeiou])> ^rh>r ah$>a a$>ah igh>y y(?=[^aeiou])>i i(?=[lnrmst])>y
ez$>es es$>ez iou>io ya>ia ia>ya io>yo stein$>stien stein$>steen ski$>sky sky$>ski witz$>vitz
wicz$>vich czyk$>chik cz>ch sz>sh ^ts>s ^x>z ^z>x ^hs>sh ng(?=[aeiou])>n d$>t b$>p g$>k mc>mac
mac>mc o'>o ^de>di a(?=[nmlr][^aeiou])>e e(?=[nmlr][^aeiou])>a i(?=[nmlr][^aeiou])>e
"""
_HEARD = _HEARD_TEXT.split()
_RULES = [
    (re.compile(pattern), heard) for pattern, _, heard in (one.rpartition(">") for one in _HEARD)
]
# Whole names that are heard as something no rule gives.
_WHOLE_TEXT = """
nguyen:win,nuen,nwin,newyen huang:hwang,wong xu:shu,su zhang:jang,chang zhao:jao zhou:joe,jo
qian:chian wu:woo li:lee siobhan:shivon,chevonne sean:shawn,shaun jose:hosay hector:ector
joaquin:wakin,hoakin jorge:horhe,horhay jimenez:himenez,ximenez juarez:huarez guillermo:giyermo
villa:via castillo:castiyo murillo:muriyo trujillo:truhillo thomas:tomas stephen:steven,stefan
steven:stephen catherine:katherine,kathryn,cathrin katherine:catherine,kathryn,catharine
kathryn:catherine,cathryn jeffrey:geoffrey,jefferey,jeffry geoffrey:jeffrey mark:marc marc:mark
carl:karl karl:carl eric:erik,erick erik:eric,erick allan:alan,allen alan:allan,allen allen:alan
phillip:philip,filip philip:phillip,filip brian:bryan,brien bryan:brian sarah:sara sara:sarah
ann:anne,an anne:ann rachel:rachael,rachelle rachael:rachel michael:micheal,mikel,mical
michelle:michele,mishell deborah:debra,debora debra:deborah theresa:teresa,tereza teresa:theresa
lindsay:lindsey,linsey lindsey:lindsay kristen:kirsten,christen kristin:christin cristina:kristina
christina:kristina,cristina nicole:nichole,nikol isaac:isac,izak aaron:aron,erin
isabel:isobel,izabel hannah:hanna leah:lea,leia caitlin:katelyn,kaitlyn,catelyn
kaitlyn:caitlin,katelin megan:meghan,maegan meghan:megan schmidt:shmit,smit,schmit
schwartz:shwarts,swartz,schwarz schneider:snyder,shnider snyder:snider,schneider
meyer:myer,maier,mayer meyers:myers,mayers myers:meyers,miers mayer:meyer,maier klein:cline,kline
kline:klein,cline clark:clarke,klark clarke:clark reed:reid,read reid:reed,read stewart:stuart
stuart:stewart nielsen:nelson,nielson,neilson olsen:olson,ohlsen hansen:hanson,hanssen
hanson:hansen larson:larsen carlson:karlson,carlsen peterson:petersen,pederson andersen:anderson
anderson:andersen,andersson johnson:jonson,johnsen,johnston johnston:johnson,jonston
thompson:thomson,tomson smith:smyth,smithe,smit smyth:smith brown:browne,braun browne:brown
gray:grey,graye grey:gray moore:more,moor green:greene,grean greene:green white:whyte,wite
wright:right,rite,write knight:night,nite knowles:noles hughes:hues,hews pugh:pew leigh:lee
lee:leigh,li vaughn:vaughan,von vaughan:vaughn,vawn houston:huston,hewston houghton:hoton,howton
mcdonald:macdonald,mcdonnell mackenzie:mckenzie maclean:mclean,mcclain mclean:mclain,mcclean
hernandez:fernandez,hernandes rodriguez:rodrigues,rodrigez gonzalez:gonzales,gonsalez
gonzales:gonzalez,gonsales martinez:martines,martinz vasquez:vazquez,velasquez vazquez:vasquez
perez:peres,paris chavez:chaves,shavez cohen:kohen,coen,cohn kowalski:kovalsky,kowalsky
wojcik:woycik,voychik szymanski:shimanski,simanski czarnecki:charnecki przybylski:pshibilski
tchaikovsky:chaikovski yevgeny:evgeny beauchamp:beecham,boshamp leblanc:lablank,leblonk
thibodeaux:tibodo,thibodo robichaux:robisho boudreaux:boodro,budro hebert:abear,herbert
"""
_WHOLE = _WHOLE_TEXT.split()
WHOLE = {name: heard.split(",") for name, heard in (entry.split(":") for entry in _WHOLE)}


def respelt(word: str, rng: random.Random) -> str | None:
    """One word of a name as a listener would write it; now and then with two mishearings."""
    low = word.lower()
    if low in WHOLE and rng.random() < 0.7:
        return rng.choice(WHOLE[low]).capitalize()
    heard = _once(low, rng)
    if heard is not None and rng.random() < 0.25:
        heard = _once(heard, rng) or heard
    return heard.capitalize() if heard and heard != low else None


def _once(word: str, rng: random.Random) -> str | None:
    able = [(pattern, heard) for pattern, heard in _RULES if pattern.search(word)]
    rng.shuffle(able)
    for pattern, heard in able:
        places = list(pattern.finditer(word))
        at = rng.choice(places)
        new = word[: at.start()] + heard + word[at.end() :]
        if new != word and len(new) > 2:
            return new
    return None
