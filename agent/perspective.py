"""Saying it back: told "my cat", the agent answers "your cat"; told "your name", "my name".

Small rules over words: first and second person change places and the verb beside them agrees.
Quoted parts stay as they are.
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
    "give asked ask called call love loves like likes see saw met helped help and".split()
)


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
    for match in _WORD.finditer(text):
        word = match.group()
        key = word.lower().replace("’", "'")
        glued = _is_glued(text, match) or _is_name(text, match, begins)
        out.append(text[position : match.start()])
        glued = glued or _NOUN_BEFORE.search(text[: match.start()] + key) is not None
        out.append(word if glued else _swapped(word, key, previous, match.start() == 0))
        position, previous = match.end(), key
    return "".join([*out, text[position:]])


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


def _swapped(word: str, key: str, previous: str, first: bool) -> str:
    if (previous, key) in _AGREE:
        return _AGREE[previous, key]
    if key == "you":
        return "me" if previous in _BEFORE_OBJECT else "I"
    if key not in _SWAP or (key in ("us",) and word.isupper()):
        return word
    new = _SWAP[key]
    keep_capital = first and word[:1].isupper() and key not in ("i", "i'm", "i've", "i'll", "i'd")
    return new[0].upper() + new[1:] if keep_capital else new
