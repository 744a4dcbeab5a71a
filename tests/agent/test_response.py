"""R: what is said of a reading."""

from __future__ import annotations

from datetime import datetime

from agent.engines import HopReading
from agent.figures import Figure
from agent.output_map import Answering
from agent.reading import Calibration, Reading
from agent.response import respond
from agent.story import Span
from memory_store.slot import Slot

NOW = datetime(2026, 3, 11, 10, 0)


def answer(slot: Slot, start: int, end: int) -> str | None:
    reading = Reading(
        (HopReading(0, (1.0,), 0.0),), "span", (Span(0, start, end),), None, (0, 0, 0)
    )
    calibration = Calibration()
    answering = Answering((slot,), reading, calibration.confidence(reading), ())
    return respond(answering, calibration, "Who pays the plumber?", NOW).answer


def test_a_pronoun_alone_is_said_as_whom_it_stands_for() -> None:
    slot = Slot(2, "She pays him for it.", "user", NOW, meant=((0, 3, "My landlady", 1),))
    assert answer(slot, 0, 3) == "Your landlady"
    assert answer(slot, 0, 12) == "She pays him"
    later = Slot(2, "On Monday she paid.", "user", NOW, meant=((10, 13, "My landlady", 1),))
    assert answer(later, 10, 13) == "Your landlady"


def test_a_date_that_is_the_only_term_of_a_sum_is_counted_from_now() -> None:
    slot = Slot(2, "The check is on 14 March.", "user", NOW)
    hop = HopReading(0, (1.0,), 0.0)
    figure = Figure(datetime(2026, 3, 14).toordinal(), "day", "14 March")
    reading = Reading((hop,), "number", (Span(0, 16, 24),), figure, (0, 0, 0))
    answering = Answering((slot,), reading, Calibration().confidence(reading), ())
    for question, said in (
        ("How many days are left until the check?", "in 3 days"),
        ("What day is the check?", "14 March 2026"),
    ):
        assert respond(answering, Calibration(), question, NOW).answer == said


def said(told: str, word: str, question: str = "What is it?") -> str:
    slot = Slot(2, told, "user", NOW)
    start = told.index(word)
    span = (Span(0, start, start + len(word)),)
    reading = Reading((HopReading(0, (1.0,), 0.0),), "span", span, None, (0, 0, 0))
    answering = Answering((slot,), reading, 1.0, ())
    return respond(answering, Calibration(), question, NOW).text


def test_codes_are_said_to_the_letter() -> None:
    assert said("The password is hunter2x.", "hunter2x") == "hunter2x"
    assert said("I am tom_k there.", "tom_k") == "tom_k"
    assert said("I lost my iPhone.", "iPhone") == "iPhone"
    assert said("It's swordfish.", "swordfish", "What's the wifi password?") == "swordfish"
    assert said("My bike is blue.", "blue") == "Blue."
    assert said("My favourite film is Despicable Me.", "Despicable Me") == "Despicable Me."
    assert said("My aunt pays.", "My aunt") == "Your aunt."
    assert said("It is in the kitchen.", "kitchen", "Where is the spare door handle?") == "Kitchen."
    assert said("Write to tk@y.org or Tom.", "tk@y.org or Tom") == "tk@y.org or Tom."


def test_amounts_are_no_codes() -> None:
    for amount in ("4mg", "294mm", "3pm", "64GB", "12kg", "21st"):
        assert said(f"It is {amount} now.", amount) == f"{amount}."
    for code in ("17B", "6083-B", "B12", "4471abs"):
        assert said(f"It is {code} now.", code) == code


def test_a_pronoun_with_its_verb_is_said_as_whom_it_stands_for() -> None:
    assert said("im allergic to nuts", "im") == "You."
    slot = Slot(2, "She's the landlady.", "user", NOW, meant=((0, 3, "My aunt", 1),))
    assert answer(slot, 0, 5) == "Your aunt"


def test_yes_is_a_sentence_whatever_was_asked() -> None:
    slot = Slot(2, "My password is hunter2.", "user", NOW)
    reading = Reading((HopReading(0, (1.0,), 0.0),), "yes", (), None, (0, 0, 0))
    answering = Answering((slot,), reading, 1.0, ())
    assert respond(answering, Calibration(), "What? Is my password hunter2?", NOW).text == "Yes."


def test_a_comma_within_a_number_ends_no_word() -> None:
    assert said("Ferraby wants 7,950, Ignace more.", "7") == "7,950."
    assert said("We met Ida,Bo and Cy.", "Ida") == "Ida."
