"""Formal first names and what their bearers are called, collected for the measurement alone.

It is kept apart from the list the search uses, so that the measurement can show what that lacks.
"""

import random
from functools import cache

_LISTED = """
aaron ron|abigail abby gail|abraham abe|adelaide addie|agnes aggie|alan al|albert al bert
alexander alex al sasha xander|alexandra alex sandra sasha lexi|alfred al fred alfie|alice ali
alison ali|allison ali allie|amanda mandy|amelia amy millie|andrea andi|andrew andy drew
angela angie|angelina angie|ann annie nan|anna annie|anthony tony|antoinette toni|antonio tony
archibald archie|arnold arnie|arthur art artie|augustus gus|barbara barb barbie|bartholomew bart
beatrice bea trixie|benjamin ben benny|bernard bernie|bernadette bernie|beverly bev|bradley brad
brenda bren|bridget biddy bridie|calvin cal|cameron cam|candace candy|carol carrie|caroline carrie
carolyn carrie|cassandra cassie sandra|catherine cathy kate katie cat|cecilia ceil cece
charles charlie chuck chas|charlotte charlie lottie|chester chet|christina chris tina christy
christine chris tina chrissy|christopher chris topher kit|clarence clare|clifford cliff
clinton clint|constance connie|cornelius neil|curtis curt|cynthia cindy|daniel dan danny
danielle dani|david dave davy|deborah deb debbie|delores dee|dennis denny|desmond des|diana di
dominic dom nick|donald don donny|dorothy dot dottie dolly|douglas doug|edgar ed|edith edie
edmund ed ned|edward ed eddie ted ned|edwin ed eddie|eleanor ellie nell nora
elizabeth liz beth betty eliza betsy lizzie|ellen nell|emily em emmy|emma em|ernest ernie
eugene gene|evelyn evie|ezekiel zeke|florence flo|frances fran frannie|francesca fran|francis frank
francisco paco frank pancho|franklin frank|frederick fred freddy rick|gabriel gabe
gabriella gabby ella|geoffrey geoff|gerald gerry jerry|geraldine gerry|gertrude trudy gert
gilbert gil|gregory greg|guadalupe lupe|gwendolyn gwen|harold hal harry|harriet hattie
harrison harry|helen nell|henrietta etta hettie|henry hank harry|herbert herb bert|howard howie
ignacio nacho|irving irv|isaac ike|isabel izzy bella|isabella bella izzy|isidore izzy|jackson jack
jacob jake|jacqueline jackie|james jim jimmy jamie|janet jan|janice jan|jason jay|jeffrey jeff
jennifer jen jenny|jeremiah jerry|jeremy jerry|jerome jerry|jesse jess|jessica jess jessie
jesus chuy|joan joanie|joanne jo|john jack johnny|jonathan jon|jose pepe|josefina pepa
joseph joe joey|josephine jo josie|joshua josh|juanita nita|judith judy|julia julie|julian jules
katherine kathy kate katie kat kay|kathleen kathy kate|kathryn kathy kate|kenneth ken kenny
kimberly kim|kristina kris tina|kristen kris|lawrence larry|leonard leo len lenny|leonardo leo
leopold leo|leroy roy|leslie les|lester les|lillian lily|linda lindy|louis lou louie|louise lou
lucille lucy|lucinda lucy cindy|lydia liddy|madeline maddie|magdalena lena maggie
manuel manny manolo|marcia marcy|marcus marc|margaret maggie meg peggy marge margie greta
marjorie marge|martha marty patty|martin marty|marvin marv|mary molly polly|mathilda tilda tillie
matthew matt matty|maureen mo|maurice morrie|maximilian max|maxwell max|megan meg|melanie mel
melissa missy mel|melvin mel|michael mike mick mickey|michelle shelly|mildred millie|miranda mandy
miriam mimi|mitchell mitch|mohammed mo|mordecai mort|morris moe|moses moe|nancy nan|natalie nat
nathan nate|nathaniel nate nat|nicholas nick nicky|nicole nikki|norman norm|oliver ollie
olivia liv livvy|oscar ozzie|pamela pam|patricia pat patty trish tricia|patrick pat paddy
paul pauly|pauline polly|penelope penny|percival percy|peter pete|philip phil|phillip phil
phyllis phyl|priscilla cilla|rachel rae|randall randy|randolph randy|raphael rafe|raymond ray
rebecca becky becca|regina gina|reginald reggie|ricardo rick ricky|richard rick dick rich ricky
robert bob rob bobby robbie|roberta bobbie robbie|roberto beto|roderick rod|rodney rod|roger rodge
roland rollie|ronald ron ronnie|rosalind roz|rosemary rosie|roxanne roxy|rudolph rudy|russell russ
ruth ruthie|salvador sal chava|salvatore sal|samantha sam|samuel sam sammy|sandra sandy
sarah sally sadie|seymour sy|sharon shari|shirley shirl|sidney sid|sigmund sig|solomon sol
sophia sophie|stanley stan|stephanie steph|stephen steve|steven steve|stuart stu|susan sue susie
susanna sue|suzanne sue suzie|sylvester sly|sylvia syl|tabitha tabby|tamara tammy|terence terry
teresa terry tess|thaddeus thad ted|theodora dora thea|theodore ted teddy theo
theresa terry tess tessa|thomas tom tommy|timothy tim timmy|tobias toby|valerie val|vanessa nessa
veronica ronnie|victor vic|victoria vicky tori|vincent vince vinny|viola vi|violet vi
virginia ginny ginger|vivian viv|wallace wally|walter walt wally|warren ren|wendell wendy
wilbur will|wilfred fred|wilhelmina billie mina|willard will|william bill will billy liam willie
winifred winnie|woodrow woody|yvonne vonnie|zachary zach zack|aleksandr sasha|dmitry dima mitya
evgeny zhenya|mikhail misha|nikolai kolya|tatiana tanya|ekaterina katya|natalia natasha
svetlana sveta|vladimir vova volodya|yekaterina katya|anastasia nastya|sergei seryozha|pavel pasha
irina ira|olga olya|ludmila luda mila|larisa lara|enrique kike quique|rafael rafa|gabriela gaby
graciela chela|dolores lola|mercedes meche|consuelo chelo|rosario chayo|fernando nando|eduardo lalo
alejandro alex jandro|santiago santi
"""


@cache
def _both_ways() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    familiar: dict[str, list[str]] = {}
    formal: dict[str, list[str]] = {}
    for entry in _LISTED.replace("\n", "|").split("|"):
        if entry:
            name, *called = entry.split()
            familiar.setdefault(name, []).extend(called)
            for one in called:
                formal.setdefault(one, []).append(name)
    return familiar, formal


def known(first: str) -> bool:
    """Whether another form of this folded first name is listed."""
    familiar, formal = _both_ways()
    return first in familiar or first in formal


def other_form(first: str, rng: random.Random) -> str:
    """What else a bearer of this folded first name may be called (KeyError if not `known`)."""
    familiar, formal = _both_ways()
    return rng.choice(familiar.get(first, []) + formal.get(first, []))
