"""Languages spoken, from words and language tags to ISO 639 codes."""

from functools import lru_cache

_NAMES = """
aa=afar ab=abkhazian af=afrikaans ak=akan,twi,fante am=amharic ar=arabic as=assamese ay=aymara
az=azerbaijani,azeri ba=bashkir be=belarusian,belorussian bg=bulgarian bi=bislama bm=bambara
bn=bengali,bangla bo=tibetan br=breton bs=bosnian ca=catalan ce=chechen ch=chamorro co=corsican
cs=czech cv=chuvash cy=welsh da=danish de=german dv=divehi,maldivian dz=dzongkha ee=ewe el=greek
en=english eo=esperanto es=spanish,castilian,espanol et=estonian eu=basque fa=farsi,persian,dari
ff=fulah,fula,fulani fi=finnish fj=fijian fo=faroese fr=french ga=irish,gaelic gl=galician
gn=guarani gu=gujarati gv=manx ha=hausa he=hebrew hi=hindi hr=croatian ht=haitian,creole
hu=hungarian hy=armenian hz=herero id=indonesian ig=igbo,ibo ii=nuosu is=icelandic it=italian
iu=inuktitut ja=japanese jv=javanese ka=georgian kg=kongo ki=kikuyu kk=kazakh kl=greenlandic
km=khmer,cambodian kn=kannada ko=korean kr=kanuri ks=kashmiri ku=kurdish kw=cornish ky=kyrgyz
la=latin lb=luxembourgish lg=ganda,luganda ln=lingala lo=lao,laotian lt=lithuanian lv=latvian
mg=malagasy mh=marshallese mi=maori mk=macedonian ml=malayalam mn=mongolian mr=marathi ms=malay
mt=maltese my=burmese na=nauru ne=nepali ng=ndonga nl=dutch,flemish no=norwegian nb=bokmal
nn=nynorsk nr=ndebele nv=navajo,navaho ny=chichewa,nyanja oc=occitan oj=ojibwa om=oromo
or=oriya,odia os=ossetian pa=punjabi,panjabi pl=polish ps=pashto,pushto pt=portuguese qu=quechua
rm=romansh rn=rundi,kirundi ro=romanian,moldovan,moldavian ru=russian rw=kinyarwanda sa=sanskrit
sc=sardinian sd=sindhi se=sami sg=sango si=sinhala,sinhalese,singhalese sk=slovak sl=slovenian
sm=samoan sn=shona so=somali sq=albanian sr=serbian ss=swati st=sotho su=sundanese sv=swedish
sw=swahili ta=tamil te=telugu tg=tajik th=thai ti=tigrinya tk=turkmen tl=tagalog,filipino,pilipino
tn=tswana to=tongan tr=turkish ts=tsonga tt=tatar ug=uyghur,uighur uk=ukrainian ur=urdu uz=uzbek
ve=venda vi=vietnamese vo=volapuk wo=wolof xh=xhosa yi=yiddish yo=yoruba zh=chinese,mandarin zu=zulu
ase=asl hmn=hmong yue=cantonese ilo=ilocano ceb=cebuano,visayan haw=hawaiian chr=cherokee
kar=karen ypk=yupik nan=taiwanese,hokkien wuu=shanghainese syr=syriac,assyrian mai=maithili
kok=konkani tcy=tulu war=waray pag=pangasinan mam=mam quc=kiche yua=maya mix=mixtec lus=mizo
cpe=patois pap=papiamento
"""

_PHRASES = {
    "american sign language": ("ase",),
    "sign language": ("ase",),
    "haitian creole": ("ht",),
    "french creole": ("ht",),
    "scottish gaelic": ("gd",),
    "chinese (mandarin)": ("zh",),
    "mandarin chinese": ("zh",),
    "chinese, mandarin": ("zh",),
    "chinese (cantonese)": ("zh", "yue"),
    "cantonese chinese": ("zh", "yue"),
    "chinese, cantonese": ("zh", "yue"),
    "chinese (taiwanese)": ("zh", "nan"),
    "brazilian portuguese": ("pt",),
    "serbo-croatian": ("sr", "hr"),
    "español": ("es",),
    "中文": ("zh",),
    "русский": ("ru",),
}

# Whoever asks for Chinese means these too: ISO 639-1 has only `zh` for all of them.
_ALSO = {"yue": ("zh", "yue"), "nan": ("zh", "nan"), "wuu": ("zh", "wuu")}

_LONG_CODES = """
eng=en spa=es zho=zh chi=zh cmn=zh rus=ru fra=fr fre=fr deu=de ger=de ita=it por=pt jpn=ja
kor=ko vie=vi ara=ar hin=hi ben=bn pan=pa urd=ur guj=gu tgl=tl fil=tl pol=pl ukr=uk heb=he
fas=fa per=fa prs=fa tur=tr ell=el gre=el hat=ht som=so amh=am nep=ne tam=ta tel=te mal=ml
mar=mr kan=kn tha=th khm=km lao=lo mya=my bur=my hye=hy arm=hy ron=ro rum=ro sqi=sq alb=sq
srp=sr hrv=hr bos=bs ces=cs cze=cs slk=sk slo=sk hun=hu nld=nl dut=nl swe=sv dan=da nor=no
fin=fi yid=yi yor=yo ibo=ig hau=ha swa=sw nav=nv iw=he in=id ji=yi sgn=ase
"""
# ISO 639-3 and 639-2 codes of languages that have a code in ISO 639-1.
_LONG = dict(pair.split("=") for pair in _LONG_CODES.split())

_BY_NAME: dict[str, str] = {}
for _entry in _NAMES.split():
    _code, _, _words = _entry.partition("=")
    for _word in _words.split(","):
        _BY_NAME[_word] = _code
CODES = frozenset(_BY_NAME.values()) | {"gd", "cr", "cu", "ae", "av", "fy", "ia", "ie", "ik", "io"}
CODES |= {"kv", "kj", "li", "lu", "pi", "sh", "ty", "wa", "za"}


@lru_cache(maxsize=4096)
def clean_language(text: str) -> tuple[str, ...]:
    """The codes of a language given by word ("Spanish") or tag ("es-MX", "spa"); empty for no text.

    ISO 639-1 where there is one, else 639-3. Cantonese and the like answer to Chinese as well.
    Raises ValueError with a sentence for a language that is not known here.
    """
    word = " ".join(text.strip().casefold().replace("_", "-").split())
    if not word:
        return ()
    if word in _PHRASES:
        return _PHRASES[word]
    code = _BY_NAME.get(word) or _from_tag(word) or _BY_NAME.get(word.removesuffix(" language"))
    if code is None:
        raise ValueError("this language is not known; use its English name or ISO 639 code")
    return _ALSO.get(code, (code,))


def _from_tag(word: str) -> str | None:
    primary, _, rest = word.partition("-")
    if primary in ("zh", "zho") and rest.startswith("yue"):
        return "yue"
    if primary in _LONG:
        return _LONG[primary]
    return primary if primary in CODES else None
