"""Whether a sentence tells of the past or of what is to come: "Anna called on Saturday" is the last
Saturday, "I have the dentist on Saturday" the next.

It may do both ("Mum is in hospital, she fell on Monday"), so for some time words the nearest sign
of either counts, of those in the same clause.
"""

from __future__ import annotations

import re
from functools import lru_cache

from agent.dates import MONTHS
from agent.weekdays import DAY, SURE_DAY

# Forms that English makes without -ed; those that are the present as well ("put") count as past.
_IRREGULAR = """was were did had been became began bled blew bore bought broke brought built burnt
came caught chose crept cut dealt did done dreamt drew drank drove ate fed fell felt fled flew
forgot fought found froze gave gone got grew heard held hid hit hung hurt kept knelt knew laid
leapt learnt led left lent lit lost made meant met paid put ran rang read rode rose said sang sank
saw seen sent shook shone shot slept slid sold spent spilt split spoke spread sprang stole
stood struck stuck swam swept swore taught threw told took tore understood went wept woke won wore
wrote used agreed freed quit burst dug swung stung spun bit shut""".split()
_NO_VERB = r"\w*eed|\w*fred|hundred|naked|sacred|wicked|kindred|shed|sled|moped"
_DONE = (
    rf"(?:(?!(?-i:Rose)\b)(?:{'|'.join(_IRREGULAR)})|(?!{DAY})sat"
    rf"|(?!(?:{_NO_VERB})\b)\w{{2,}}ed)\b"
)
# After these comes no finite verb: "my aged aunt", "on Sat", "to read".
_NOT_AFTER = "".join(
    rf"(?<!\b{word} )"
    for word in "a an the my your his her our their every on in at by to from of for with".split()
)
_DATE = (
    rf"(?:(?:the|this|next|coming) )*(?:(?:(?:{SURE_DAY})|(?:{MONTHS})|tomorrow"
    rf"|\d{{1,2}}(?:st|nd|rd|th|(?: of)? (?:{MONTHS})))\b(?!['’]s))"
)
_TIME = rf"(?:{_DATE}|noon\b|midnight\b|\d{{1,2}}(?: ?[ap]\.?m\b|[.:]\d\d\b))"
_THE = r"(?:the|an?|my|our|your|his|her|their)"
_AMOUNT = r"\S* (?:minute|hour|day|night|week|month|year|euro|pound|dollar)s?\b"
# With what follows that would be the present without it: "what did we do".
_DID = (
    r"\b(?:did|was|were|had)(?:n['’]?t)?"
    r"(?:(?: \w+){0,3}? (?:do|have|need|want)\b| (?:i|we|they|he|she|it)\b(?: \w+)?)?"
)
_PAST = (
    rf"{_DID}|\b{_NOT_AFTER}{_DONE}|\b(?:ago|yesterday)\b"
    rf"|\blast (?:week|month|year|night|time|spring|summer|autumn|fall|winter|{SURE_DAY})\b"
    rf"|\bsince(?= {_DATE})"
)
_TO_COME = (
    r"\b(?:will|won't|shall|would|going to|gonna|next(?! to\b)|soon|tomorrow|planning|plan to|"
    r"hope to|due)\b|\w['’]ll\b"
    r"|(?:\b(?:is|are|am|its|im)|['’](?:s|re|m)) (?:on\b|at\b|in\b|(?:\w+ )?"
    rf"\w+ing\b(?: {_THE} \w+)?(?: {_DONE})?)"
    r"|\b(?:moved|postponed|put off|pushed|shifted|rescheduled|brought forward) (?:\w+ )?"
    rf"(?:from {_TIME} )?to {_TIME}|\bto {_DATE}"
    rf"|\b(?:for|by|until|till|til) (?:{_TIME}|(?:(?:the|this) )?\d(?!{_AMOUNT}))"
)
# What is now, when a day is said, is to come then: "the rent is paid on Friday", "I've got a date".
_IS = r"(?:\b(?:am|is|are|be|being|gets?|im|its|it['’]s)|['’](?:re|m)|\b(?:is|are)n['’]t)"
_ADVERB = r"(?:\w+ly|just|also|all|both|never|always|often|still|even|already|only|then|not)\b"
_NOUN_AFTER = r"(?:on|in|at|by|from|of|to|with|and|or)\b"  # "Tom and I on Monday"
_NOW = (
    rf"^(?:is|are|am) (?:\w+ ){{1,3}}?{_DONE}|{_IS}(?: {_ADVERB})?(?: {_DONE})?(?!\w)"
    r"|(?:\b(?:have|has)(?: (?:i|we|you|they|he|she))?|['’](?:ve|s)) got\b"
    r"|\b(?:he|she|there|what|who|where|when)['’]s\b"
    rf"|['’]s {_DONE}"
    rf"|\b(?:have|has|having|gets?|getting) {_THE} (?:\w+ ){{1,2}}?{_DONE}"
    r"|\b(?:have|has|do|does|must|can(?:['’]?t|not)?|should|needs?|wants?)\b"
    rf"|\b(?:i|we|they) (?!{_ADVERB}|{_NOUN_AFTER}|{_DONE}|(?:did|had|were|was)n)\w+"
    rf"|\b(?:he|she|it) (?!{_ADVERB}|{_DONE})\w{{2,}}s\b"
)
_SPAN = rf"(?:from )?{_DATE} to (?={_DATE})"  # from one day to another: neither past nor to come
# "At Nando's on Friday", "to my mum's": a place, where "the party's on Friday" is to come.
_PLACE = rf"\b(?:at|to|from|near|round|by|in) (?:{_THE} )?(?:\w+ )??\w+['’]s(?= (?:on|at|in)\b)"
_SIGN = re.compile(
    rf"(?P<neither>{_SPAN}|{_PLACE})|(?P<to_come>{_TO_COME})|(?P<now>{_NOW})|(?P<past>{_PAST})",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…;](?=\s)|\n")
# What begins a clause with a verb of its own, be it one that is no sign: "because the shop opens".
_BEGINS = re.compile(
    r"\b(?:because|but|who|which|where|when|while|if|although|though|whereas)\b", re.IGNORECASE
)
_BEFORE_TIME = re.compile(r"\b(?:(?:on|in|at|by|from|since|until|till|the) )+$", re.IGNORECASE)
_NEAR = 40  # characters before a place that are looked at, more than such words take


def of_the_past(text: str, start: int | None = None, end: int | None = None) -> bool:
    """Whether `text` tells of, or asks for, what is over; what says neither is to come.

    Args:
        start: where the time words begin that it is asked for. By default it is asked for the
            whole text, and one sign of what is to come is enough.
        end: where they end.
    """
    if start is None or end is None:
        kinds = {kind for _, _, kind in _signs(text)}
        return "past" in kinds and "to_come" not in kinds
    return sign_of(text, start, end) == "past"


def sign_of(text: str, start: int, end: int) -> str | None:
    """What the time words from `start` to `end` are of: "past", "now" or "to_come"; None when no
    sign of any stands in their clause."""
    preposition = _BEFORE_TIME.search(text[max(0, start - _NEAR) : start])
    if preposition:
        start -= len(preposition[0])
    for first, last, kind in sorted(_signs(text), key=lambda s: max(s[0] - end, start - s[1], 0)):
        if _in_clause(text, first, last, start, end):
            return kind
    return None


@lru_cache(maxsize=8)
def _signs(text: str) -> list[tuple[int, int, str | None]]:
    """Where each sign of either is, from its first character on, and its kind."""
    found = _SIGN.finditer(text)
    return [(*sign.span(), sign.lastgroup) for sign in found if sign.lastgroup != "neither"]


def _in_clause(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether no clause ends between a sign and the time words. Those that open a sentence are for
    all of it: "On Monday, when it rained, we stayed in"."""
    between = text[last:start] if last <= start else text[end:first]
    if _ENDS.search(between):
        return False
    if last > start and text[:start].rstrip()[-1:] in ".!?…;,:(-–—":
        return True
    return not (_BEGINS.search(between) or (last > start and "," in between))
