"""R, the response map: from what O read to a few words for the person.

The reader has scored spans, yes, no, numbers and "unknown" against each other; here the best is
cut out of the memories, put into the person's perspective (told "my cat", answers "your cat")
and given its marks, or withheld when the calibrated confidence is too low for its kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from agent.amounts import CLOCK, amounts, unit
from agent.asked_time import asked_time, only_day
from agent.dated import dated
from agent.figures import in_words
from agent.output_map import Answering
from agent.outright import whole_time
from agent.perspective import flip, quoted, reported, starts_sentence, subject
from agent.reading import Calibration
from agent.reply import Mark
from agent.story import Span
from agent.turn import distinct
from memory_store.slot import Slot

UNKNOWN = "I don't know. You haven't told me that."
_TRIM = " \t\n,;:"


@dataclass(frozen=True, slots=True)
class Response:
    """What R says: the short answer, the sentence for the screen, what it stands on."""

    answer: str | None
    text: str
    evidence: tuple[Slot, ...]
    marks: tuple[Mark, ...]


def respond(
    answering: Answering, calibration: Calibration, question: str, now: datetime
) -> Response:
    """Select the answer; abstain when it is not sure. `now` is what "how long ago" counts from."""
    reading = answering.reading
    if not reading.hops or not calibration.sure(reading):
        return Response(None, UNKNOWN, (), ())
    if answering.worked is not None:
        worked = answering.worked
        response = _said(worked.answer, answering, _marks(answering), worked.said)
        further = (slot for more in worked.further for slot in more.supports)
        return replace(response, evidence=distinct((*response.evidence, *further)))
    if reading.kind in ("yes", "no"):
        return _said(reading.kind, answering, ())
    figure = reading.figure
    alone = len(reading.spans) == 1  # a date that nothing is added to is said as other words are
    if figure is not None and not (alone and figure.kind in ("day", "clock")):
        return _said(in_words(figure, question), answering, _marks(answering))
    spans = [_whole_words(answering.candidates[s.memory].text, s) for s in reading.spans]
    if len(spans) == 1 and asked_time(question) == "day" and not only_day(question):
        slot, span = answering.candidates[spans[0].memory], spans[0]
        start, end = whole_time(slot, span.start, span.end)
        spans = [replace(span, start=start, end=end)]
    pieces = [_piece(answering.candidates[s.memory], s) for s in spans]
    items = list(dict.fromkeys(piece for piece in pieces if piece))
    if not items:
        return Response(None, UNKNOWN, (), ())
    answer = said = _joined(items)
    if len(spans) == 1:
        place = (spans[0].start, spans[0].end)
        answer, said = dated(answer, answering.candidates[spans[0].memory], place, question, now)
    return _said(answer, answering, _marks(answering), said, _TO_THE_LETTER.search(question))


def _marks(answering: Answering) -> tuple[Mark, ...]:
    slots = answering.candidates
    whole = (_whole_words(slots[s.memory].text, s) for s in answering.reading.spans)
    return tuple(Mark(slots[s.memory].id, s.start, s.end) for s in whole)


def _said(
    answer: str,
    answering: Answering,
    marks: tuple[Mark, ...],
    said: str = "",
    to_the_letter: object = None,
) -> Response:
    used = {mark.slot_id for mark in marks}
    supports = answering.supports
    evidence = tuple(sorted(supports, key=lambda slot: slot.id not in used))
    return Response(answer, _sentence(said or answer, bool(to_the_letter)), evidence, marks)


def _piece(slot: Slot, span: Span) -> str:
    """The words of an answer; "she" alone says nothing, so whom it stands for is said."""
    words = subject(slot.text[span.start : span.end].strip(_TRIM))
    begins = starts_sentence(slot.text, span.start)
    for start, end, meaning, _ in slot.meant:
        if words == slot.text[start:end] and start >= span.start and end <= span.end:
            words, begins = meaning, True
    if quoted(slot.text, span.start, span.end):
        return words
    if slot.speaker != "user":
        return reported(words, slot.speaker)
    return flip(words, begins=begins)


def _whole_words(text: str, span: Span) -> Span:
    """Widen a span of word pieces to whole words, so that codes and names stay entire."""
    start, end = span.start, span.end
    while start > 0 and not text[start - 1].isspace() and text[start - 1] not in "\"'(“‘[–—":
        start -= 1
    while end < len(text) and not text[end].isspace():
        if text[end] in "\"')”’],;!?–—" and not _WITHIN.match(text, end - 1):
            break
        end += 1
    while end > span.end and text[end - 1] in ".:…":
        end -= 1
    return Span(span.memory, start, end)


def _joined(items: list[str]) -> str:
    if len(items) == 1:
        return items[0]
    return f"{', '.join(items[:-1])} and {items[-1]}"


def _sentence(answer: str, to_the_letter: bool) -> str:
    """The answer as a sentence; a code, an address, a password stay as they were told."""
    first, _, more = answer.partition(" ")
    if not more and (to_the_letter or (_CODE.search(answer) and not _is_measure(answer))):
        return answer
    is_word = answer[:1].islower() and not _CODE.search(first)
    text = answer[:1].upper() + answer[1:] if is_word else answer
    return text if text[-1:] in ".!?…" else f"{text}."


def _is_measure(word: str) -> bool:
    """Whether a word of digits and letters is no code but an amount: "4mg", "3pm", "21st"."""
    amount = next(iter(amounts(word)), None)
    if amount is None or amount.start:
        return False
    rest = word[amount.end :]
    clock = amount.kind == CLOCK and not rest
    return clock or bool(_SUFFIX.fullmatch(rest) or (rest.isalpha() and unit(word, amount)))


_WITHIN = re.compile(r"\d,\d")  # the comma of "7,950" ends no word
# Units of the SI behind a figure, bare ones that no house number ends with; the ends of ordinals.
_SUFFIX = re.compile(r"[mglsVW]|Nm|Hz|Pa|Wh|[kMGTcdmµun](?:[mglLsAVWNJB]|Hz|Pa|Wh|Nm)|st|nd|rd|th")
_CODE = re.compile(r"[A-Za-z].*[\d_@/\\#=+]|[\d_@/\\#=+].*[A-Za-z]|[a-z][A-Z]")
_TO_THE_LETTER = re.compile(
    r"\bwhat.*\b(?:pass ?(?:word|phrase|code)|log ?in|user ?name)\b|\bspel[lt]\w*\b", re.IGNORECASE
)
