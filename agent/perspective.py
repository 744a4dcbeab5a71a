"""Saying it back: told "my cat", the agent answers "your cat"; told "your name", "my name".

Small rules over words: first and second person change places and the verb beside them agrees,
behind them or, where they are turned round ("neither am I"), in front. Quoted parts stay as they
are.
"""

from __future__ import annotations

import re

_SWAP = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "i'm": "you're", "i've": "you've", "i'll": "you'll", "i'd": "you'd",
    "we": "you", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves",
    "we're": "you're", "we've": "you've", "we'll": "you'll", "we'd": "you'd",
    "your": "my", "yours": "mine", "yourself": "myself",
    "you're": "I'm", "you've": "I've", "you'll": "I'll", "you'd": "I'd",
}  # fmt: skip
_AGREE = {
    ("i", "am"): "are", ("i", "was"): "were", ("you", "are"): "am", ("you", "were"): "was",
    ("i", "wasn't"): "weren't", ("you", "aren't"): "am not", ("you", "weren't"): "wasn't",
}  # fmt: skip
# Typed without apostrophe, where that is no other word: "ill", "id", "well", "wed" are.
_APOSTROPHE = {
    word.replace("'", ""): word
    for word in "i'm i've you're you've you'll you'd we've wasn't aren't weren't".split()
}
_INVERTS = frozenset("neither nor so than what where when why how who".split()) | {""}
_AUXILIARY = frozenset(
    "am are aren't was wasn't were weren't do don't did didn't have haven't had hadn't can can't "
    "could couldn't will won't would wouldn't shall should shouldn't may might must".split()
)
# Behind "you" these make it the subject, those the object: "told you are", "as you for".
_FINITE = _AUXILIARY - {"do", "don't", "am"}
_PREPOSITION = frozenset(
    "to for with from of at by on in into about than beside behind near after before as but "
    "because when if".split()
)
_LONE = re.compile(
    r"(?P<who>i|you|he|she|it|we|they)['’](?:m|re|s|ve|ll|d)|(?P<bare>i|you|we)(?:m|re|ve|ll|d)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
# Single quotes only where they stand at the edge of words: "don't" and "the Smiths'" open nothing.
_QUOTATION = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)['‘](?=\w)(?:[^'’]|['’](?=\w))*['’](?!\w)")
# "in the us", "a coal mine": no pronouns.
_NOUN_BEFORE = re.compile(
    r"\b(?:the us|(?:an?|the|this|that|my|our|your|his|her|their|old|every)"
    r"(?: (?!of\b|is\b|was\b|like\b|than\b)\w+)? mine)$",
    re.IGNORECASE,
)
_BEFORE_OBJECT = frozenset(
    "to for with from of at by on about like than beside behind near after before told tell gave "
    "give asked ask called call love loves like likes see saw met helped help thank thanked "
    "and".split()
)


def subject(words: str) -> str:
    """Whom words are about that are nothing but "I'm" or "she's": the verb says nothing alone."""
    found = _LONE.fullmatch(words)
    if not found or (found["bare"] and words.lower() not in _APOSTROPHE):
        return words
    return found["who"] or found["bare"]


def quoted(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is what somebody is quoted as saying: its "you" is not the agent."""
    return any(q.start() < start and end < q.end() for q in _QUOTATION.finditer(text))


def reported(text: str, speaker: str) -> str:
    """What somebody else said of themselves, by their name: told "me" by Maria, "Maria"."""
    if text.lower() == "i":
        return speaker
    stands = {"my": f"{speaker}'s", "mine": f"{speaker}'s", "me": speaker, "myself": speaker}
    stands |= {"our": "their", "ours": "theirs", "us": "them", "we": "they"}

    def named(match: re.Match[str]) -> str:
        kept = quoted(text, *match.span()) or _is_name(text, match, True)
        return match[0] if kept else stands.get(match[0].lower(), match[0])

    return _WORD.sub(named, text)


def starts_sentence(text: str, at: int) -> bool:
    """Whether a sentence of `text` begins at this character, with a capital that means nothing."""
    return not text[:at].rstrip(" \"'“‘(") or text[:at].rstrip(" \"'“‘(")[-1] in ".!?…:\n"


def flip(text: str, *, begins: bool = True) -> str:
    """Change first and second person in `text`; names, codes and quotations are untouched.

    Args:
        begins: whether a sentence begins with `text`. A capital anywhere else makes a name of a
            word: "Despicable Me", "Our House".
    """
    flipped, done = "", 0
    for kept in _QUOTATION.finditer(text):
        flipped += _flip(text[done : kept.start()], begins and done == 0) + kept[0]
        done = kept.end()
    return flipped + _flip(text[done:], begins and done == 0)


def _flip(text: str, begins: bool) -> str:
    out: list[str] = []
    position, previous = 0, ""
    loud = text.isupper() and any(len(word) > 1 for word in text.split())
    for match in _WORD.finditer(text):
        word, key = match.group(), _key(match.group())
        glued = _is_glued(text, match) or _is_name(text, match, begins)
        glued = glued or (word == "IM" and not loud)  # how an injection is given
        out.append(text[position : match.start()])
        glued = glued or _NOUN_BEFORE.search(text[: match.start()] + key) is not None
        if any(c.isdigit() for c in text[position : match.start()]):  # "at 7 am I left"
            previous = "7"
        if not glued:
            following = _FOLLOWING.match(text, match.end())
            beside = (previous, _key(following[1]) if following else "")
            new = _swapped(word, key, beside, match.start() == 0)
            word = new.upper() if loud or (len(word) > 1 and word.isupper()) else new
        out.append(word)
        position, previous = match.end(), key
    return "".join([*out, text[position:]])


_FOLLOWING = re.compile(rf" +({_WORD.pattern})")


def _key(word: str) -> str:
    plain = word.lower().replace("’", "'")
    return _APOSTROPHE.get(plain, plain)


def _is_name(text: str, match: re.Match[str], begins: bool) -> bool:
    """Whether the word belongs to a name or a title: "With or Without You", "Charles I"."""
    word, before, after = match.group(), text[: match.start()], text[match.end() :]
    if word[:1].islower() or (word.isupper() and len(word) > 1):
        return False
    if word[0] == "I":  # a king's number
        named = re.search(r"\b[A-Z][a-z]+ $", before)
        return word == "I" and named is not None and not after.strip(".,;!?")
    return not (starts_sentence(text, match.start()) if before.strip() else begins)


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Whether the word is part of a longer token: an address, a code, "me@x.org", "A-I"."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return (before in tuple("@_-/.0123456789") and before != "") or (
        after in tuple("@_-/0123456789") and after != ""
    )


def _swapped(word: str, key: str, beside: tuple[str, str], first: bool) -> str:
    """A word in the other person; `beside` are those before and behind it in its clause."""
    previous, following = beside
    if (previous, key) in _AGREE:
        return _AGREE[previous, key]
    if (following, key) in _AGREE and previous in _INVERTS:  # "neither am I"
        return _AGREE[following, key]
    if key == "you":
        return "me" if _is_object(previous, following) else "I"
    if key not in _SWAP or (key in ("us",) and word.isupper()):
        return word
    new = _SWAP[key]
    keep_capital = first and word[:1].isupper() and key not in ("i", "i'm", "i've", "i'll", "i'd")
    return new[0].upper() + new[1:] if keep_capital else new


def _is_object(previous: str, following: str) -> bool:
    """Whether a "you" between these words is no subject: "told you", "miss you", "you from"."""
    if following in _FINITE:
        return False
    if previous in _BEFORE_OBJECT:
        return True
    ends = not following or following in _PREPOSITION
    return ends and previous != "" and previous not in _AUXILIARY
