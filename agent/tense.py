"""Whether a sentence tells of the past or of what is to come: "Anna called on Saturday" is the last
Saturday, "I have the dentist on Saturday" the next."""

from __future__ import annotations

import re

from agent.dates import MONTHS
from agent.weekdays import DAYS

_TO_COME = re.compile(
    r"\b(?:will|won't|shall|going to|gonna|next|soon|tomorrow|planning|plan to|hope to|due)\b"
    r"|\w['’]ll\b|\b(?:is|are|am|['’]s|['’]re|['’]m) (?:on|at|in|(?:\w+ )?\w+ing)\b"
    r"|\b(?:moved|postponed|put off|pushed|shifted|rescheduled|brought forward) (?:\w+ )?to\b"
    rf"|\b(?:for|by|until|till) (?:(?:the|this) )?(?:{DAYS}|{MONTHS}|\d)",
    re.IGNORECASE,
)
# Forms that English makes without -ed; those that are the present as well ("put") count as past.
_IRREGULAR = """was were did had been became began bled blew bore bought broke brought built burnt
came caught chose crept cut dealt did done dreamt drew drank drove ate fed fell felt fled flew
forgot fought found froze gave gone got grew heard held hid hit hung hurt kept knelt knew laid
leapt learnt led left lent lit lost made meant met paid put ran rang read rode rose said sang sank
sat saw seen sent shook shone shot slept slid sold spent spilt split spoke spread sprang stole
stood struck stuck swam swept swore taught threw told took tore understood went wept woke won wore
wrote ago yesterday used""".split()
_PAST = re.compile(
    rf"\b(?:{'|'.join(_IRREGULAR)}|(?!\w*eed\b|hundred\b|naked\b|sacred\b|wicked\b)\w{{3,}}ed)\b"
    r"|\b(?:was|were|did|had)n['’]t\b|\blast (?:week|month|year|night|time|spring|summer|autumn|"
    rf"fall|winter|{DAYS})",
    re.IGNORECASE,
)


def of_the_past(text: str) -> bool:
    """Whether `text` tells of, or asks for, what is over; what says neither is to come."""
    return _TO_COME.search(text) is None and _PAST.search(text) is not None
