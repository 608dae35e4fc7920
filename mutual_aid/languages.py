"""Codes of languages that people speak and of scripts that they read.

Two-letter codes are those of ISO 639-1, longer ones of ISO 639-3 (sgn: 639-2). "zh" is left out
on purpose: it does not say whether two people understand each other.
"""

_TWO_LETTERS = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zu"
)
_CHINESE = "cmn yue hak nan wuu gan hsn cjy cdo mnp cpx cnp csp czh czo"
_OTHERS = "fil ceb ilo jav hmn csl hks sgn nan-x-chiuchow"

SPOKEN = frozenset(f"{_TWO_LETTERS} {_CHINESE} {_OTHERS}".split())
SCRIPTS = ("zh-Hans", "zh-Hant")
OFFERED = (
    *("yue", "cmn", "en", "hak", "nan", "nan-x-chiuchow", "wuu"),
    *("ur", "ne", "pa", "hi", "tl", "id", "th", "vi", "sgn"),
)
"""What is offered as buttons. ISO 639 counts Chiuchow under nan, yet neighbours who speak it say
that Hokkien is another language: a private code of BCP 47. sgn stands for all sign languages."""
COMMONEST = ("yue", "cmn", "en", "hak", "nan", "wuu")
