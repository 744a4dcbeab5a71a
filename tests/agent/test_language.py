"""Sentences, commands, perspective: the small rules of I and R."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.commands import (
    ACTS,
    Act,
    Forget,
    Undo,
    WhatDoYouKnow,
    Wipe,
    command_of,
    halves,
    orders,
    own_doing,
    parse_command,
)
from agent.content import content_words
from agent.errors import BadUtterance
from agent.kinds import settled
from agent.models import load_models
from agent.perspective import flip, quoted, reported
from agent.sentences import MAX_CHARACTERS, clean, split
from agent.tagger import Seen
from agent.told import told_when
from agent.wiping import yes_or_no
from memory_store.slot import Period

NOW = datetime(2026, 3, 5, 9, 0)  # a Thursday


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dr. Smith came at 3.30 p.m. today. He left.", 2),
        ("My email is a.b@c.org. Write!", 2),
        ("It cost $3.50. Is that much?", 2),
        ("well... maybe not", 1),
        ("one\n- milk\n- eggs", 3),
        ("wow" + "." * 50_000 + " so long", 1),
        ("no end mark here", 1),
        ("Really?! Yes.", 2),
        ("1. milk\n2. eggs", 2),
        ("J. R. Smith lives in Rome. So do I.", 2),
        ("My train leaves at 3 p.m. When does it leave?", 2),
        ("I work at Siemens Inc. Where do I work?", 2),
        ("See you at 3 p.m. Tuesday.", 1),
        ("The party is on 5 Sept. Who comes?", 2),
        ("It is no. 5. He said no. I left.", 3),
        ("I live at 12 Elm St. My cat lives in St. Ives.", 2),
        ("I live at Hauptstr. 12. My cat is Tom.", 2),
        ('Mum said "You never call. I miss you." It hurt.', 2),
    ],
)
def test_splitting(text: str, sentences: int) -> None:
    assert len(split(text)) == sentences


def test_a_list_stays_with_its_heading() -> None:
    assert split("Shopping:\nmilk\n- oat bars\n\nI live in Rome.\nThe cat is Tom.") == [
        "Shopping:\nmilk\n- oat bars",
        "I live in Rome.",
        "The cat is Tom.",
    ]


def test_marks_of_a_list_go_and_other_numbers_stay() -> None:
    assert split("1. milk\n2. eggs") == ["milk", "eggs"]
    assert split("24. December is our wedding day.") == ["24. December is our wedding day."]


@given(st.text(min_size=1, max_size=200))
def test_splitting_loses_no_letter_or_digit(text: str) -> None:
    try:
        cleaned = clean(text)
    except BadUtterance:
        return
    kept = "".join(split(cleaned))
    letters = [c for c in cleaned if c.isalpha()]
    assert [c for c in kept if c.isalpha()] == letters


@given(st.text(max_size=200))
def test_cleaning_leaves_no_control_character(text: str) -> None:
    try:
        cleaned = clean(text)
    except BadUtterance:
        return
    assert not any(ord(c) < 32 and c != "\n" for c in cleaned)


def test_cleaning_drops_terminal_escapes_and_keeps_emoji_and_scripts() -> None:
    assert clean("a\x1b[31mred\x1b[0m\x1b]0;title\x07 👩‍👩‍👧 שלום") == "ared 👩‍👩‍👧 שלום"


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x01", "x" * (MAX_CHARACTERS + 1)])
def test_nothing_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(BadUtterance):
        clean(text)


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("forget the gym code", Forget("the gym code")),
        ("Please delete everything about Tom.", Forget("Tom", True)),
        ("erase what I told you about the trip", Forget("the trip", True)),
        ("forget that", Forget("")),
        ("Remove it from your memory please.", Forget("")),
        ("Drop the gym code from your list for good, thanks.", Forget("the gym code")),
        ("undo that please", Undo()),
        ("wipe your memory", Wipe()),
        ("forget everything", Wipe()),
        ("What do you know about Anna?", WhatDoYouKnow("Anna")),
        ("sing", None),
    ],
)
def test_commands(said: str, command: object) -> None:
    assert parse_command(said) == command


@pytest.mark.parametrize(
    ("act", "said", "topic", "command"),
    [
        ("forget", "My gym code, drop it.", "gym code", Forget("gym code")),
        ("forget-all", "Tom and I are done, out with him.", "Tom", Forget("Tom", True)),
        ("forget", "scratch that", "", Forget("")),
        ("forget", "the hall is green", "", None),
        ("know", "what have you got on Anna", "Anna", WhatDoYouKnow("Anna")),
        ("undo", "no, give it back", "", Undo()),
        ("wipe", "a clean slate, please", "", Wipe()),
        ("tell", "I forgot my keys", "keys", None),
    ],
)
def test_an_act_and_its_topic_make_a_command(
    act: Act, said: str, topic: str, command: object
) -> None:
    assert command_of(act, said, topic) == command


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("That business with the boat licence, strike it, would you?", Forget("boat licence")),
        ("Please delete everything about Tom.", Forget("Tom", True)),
        ("forget that", Forget("")),
        ("undo", Undo()),
        ("what do you know about Anna?", WhatDoYouKnow("Anna")),
        ("forget kims old number", Forget("kims old number")),
        ("I want you to forget my gym code", Forget("my gym code")),
        ("the tour is over so I want you to forget my bike", Forget("my bike")),
        ("forget it", Forget("")),
        ("delete all memories", Wipe()),
        ("Clear it all, every last thing you have stored.", Wipe()),
        ("delete the last memory", Forget("the last memory")),
        ("please remember that", None),
        ("I forgot my umbrella at the dentist's.", None),
        ("I forget where I put my keys", None),
        ("forgotten the alarm code. siren going. hurry", None),
        ("can you remember that the spare key is under the pot?", None),
        ("Who does what: Ann brings the cake, I do the rest.", None),
    ],
)
def test_commands_are_understood_as_typed(said: str, command: object) -> None:
    (seen,) = load_models().tagger.look([said])
    assert settled(said, seen, NOW).command == command


def _seen(topic: str = "", **shares: float) -> Seen:
    return Seen({act: shares.get(act.replace("-", "_"), 0.0) for act in ACTS}, topic)


@pytest.mark.parametrize(
    ("seen", "kind"),
    [
        (_seen(chat=0.55, tell=0.4, ask=0.05), "tell"),
        (_seen(chat=0.55, ask=0.4, tell=0.05), "ask"),
        (_seen(chat=0.65, ask=0.25, tell=0.1), "tell"),  # "see you on Monday"
        (_seen(chat=0.8, tell=0.2), "chat"),
        (_seen(forget=0.5, forget_all=0.1, tell=0.4), "tell"),  # "the hall is green" asks nothing
        (_seen("hall", forget=0.3, forget_all=0.3, tell=0.4), "command"),
        (_seen("hall", forget=0.1, tell=0.05, chat=0.85), "chat"),
        (_seen(chat=0.7, forget=0.2, undo=0.06, tell=0.04), "chat"),
        (_seen("hall", forget=0.45, tell=0.35, ask=0.2), "tell"),  # to delete takes more certainty
        (_seen("hall", know=0.45, tell=0.35, ask=0.2), "command"),
        (_seen(ask=0.5, tell=0.4, chat=0.1), "tell"),
    ],
)
def test_what_is_unsure_is_kept_as_told(seen: Seen, kind: str) -> None:
    assert settled("the hall is green", seen, NOW).kind == kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("you told me 32-622, right?", "ask"),
        ("Tom lives in Rome, doesn't he?", "ask"),
        ("the code is 44, ok?", "tell"),
        ("I live in Leeds, you know?", "tell"),
        ("can you note that the MOT is due on the 9th?", "tell"),
        ("can you remember that film we saw?", "ask"),
        ("remind me to call Kim on Monday", "tell"),
        ("remind me on Monday to call Kim", "tell"),
        ("remind me what to call Kim", "ask"),
        ("mum's ring size again", "ask"),
        ("hows it going", "chat"),
    ],
)
def test_the_form_of_a_sentence_tells_its_kind(said: str, kind: str) -> None:
    (seen,) = load_models().tagger.look([said])
    assert settled(said, seen, NOW).kind == kind


@pytest.mark.parametrize(
    ("said", "own", "order"),
    [
        ("I forget where I put my keys", True, False),
        ("we've just deleted the photos", True, False),
        ("Tom forgot the milk", True, False),
        ("can we forget the boat", False, False),
        ("I forgot to say, delete my old address", False, False),
        ("I want you to forget my gym code", False, True),
        ("Could you please forget it?", False, True),
        ("The hall is green.", False, False),
    ],
)
def test_what_is_forgotten_already_is_no_order(said: str, own: bool, order: bool) -> None:
    assert (own_doing(said), orders(said)) == (own, order)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Forget Eve please, and Tom moved to Rome", ("Forget Eve please", "Tom moved to Rome")),
        ("forget it, but my bike is green", ("forget it", "my bike is green")),
        ("forget my code and note that Tom left", ("forget my code", "note that Tom left")),
        ("Forget Anna's birthday and my old boss", None),
        ("Forget the boiler, the shed key, and the gym code", None),
        ("Eve left, and Tom moved to Rome", None),
    ],
)
def test_a_clause_behind_an_order_is_its_own(said: str, parts: tuple[str, str] | None) -> None:
    assert halves(said) == parts


@pytest.mark.parametrize(
    ("said", "topic", "rest", "first", "last"),
    [
        ("Forget what I said yesterday", "", "Forget what I said", (3, 4), (3, 4)),
        ("what did I tell you on Tuesday?", "Tuesday", "what did I tell you ?", (3, 3), (3, 3)),
        ("forget what I told you last week", "", "forget what I told you", (2, 23), (3, 1)),
        ("forget all from today", "", "forget all", (3, 5), (3, 5)),
        (
            "drop what I said on Monday about Tom",
            "Monday about Tom",
            "drop what I said about Tom",
            (3, 2),
            (3, 2),
        ),
        ("what have I told you before Tuesday", "", "what have I told you", None, (3, 2)),
        ("what have I told you since Tuesday", "", "what have I told you", (3, 3), None),
    ],
)
def test_a_command_says_when_its_memories_were_told(
    said: str,
    topic: str,
    rest: str,
    first: tuple[int, int] | None,
    last: tuple[int, int] | None,
) -> None:
    when = Period(
        date(2026, *first) if first else date.min, date(2026, *last) if last else date.max
    )
    assert told_when(said, topic, NOW) == (rest, when)


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("forget what I said about the concert on Friday", "the concert on Friday"),
        ("forget my dentist on Friday", "dentist"),
        ("what do you know about last week?", ""),
        ("what did I tell you about Anna?", "Anna"),
    ],
)
def test_other_times_of_a_command_are_what_it_names(said: str, topic: str) -> None:
    assert told_when(said, topic, NOW) is None


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("yes, please", True),
        ("undo", False),
        ("no, wait", False),
        ("forget it", False),
        ("eh", None),
    ],
)
def test_yes_and_no(said: str, answer: bool | None) -> None:
    assert yes_or_no([said]) is answer


def test_one_line_of_several_is_hardly_chat() -> None:
    seen = _seen(chat=0.9, tell=0.1)
    assert settled("Buy paint", seen, NOW).kind == "chat"
    assert settled("Buy paint", seen, NOW, noted=True).kind == "tell"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("my cat", "your cat"),
        ("I am tired", "you are tired"),
        ("next to our van", "next to your van"),
        ("your name is Brass", "my name is Brass"),
        ("she told you", "she told me"),
        ("me@mine.org", "me@mine.org"),
        ("the book “My Life”", "the book “My Life”"),
        ("QX-7714-I", "QX-7714-I"),
        ("My sister", "Your sister"),
    ],
)
def test_perspective(told: str, said: str) -> None:
    assert flip(told) == said


@pytest.mark.parametrize(
    ("told", "begins", "said"),
    [
        ("Despicable Me", False, "Despicable Me"),
        ("With or Without You", False, "With or Without You"),
        ("My Fair Lady", False, "My Fair Lady"),
        ("My Aunt Lucy", True, "Your Aunt Lucy"),
        ("King Charles I", False, "King Charles I"),
        ("Tom and I", False, "Tom and you"),
    ],
)
def test_words_of_names_and_titles_change_no_person(told: str, begins: bool, said: str) -> None:
    assert flip(told, begins=begins) == said


@given(st.sampled_from(["the cat", "Anna Berg", "12 Elm Street", "a nurse", "half past six"]))
def test_words_without_person_stay(text: str) -> None:
    assert flip(text) == text


def test_content_words_drop_function_words_and_endings() -> None:
    assert content_words("What is Anna's phone number?") == {"anna", "phone", "number"}


@pytest.mark.parametrize(
    ("text", "words", "inside"),
    [
        ("My coach says 'you drop your left elbow'.", "your left elbow", True),
        ('She said: "I am your friend" again.', "your friend", True),
        ("It's the Smiths' cat, isn't it, and that's your fault.", "your fault", False),
        ("My son's dog didn't eat.", "dog", False),
    ],
)
def test_what_stands_in_a_quotation(text: str, words: str, inside: bool) -> None:
    start = text.index(words)
    assert quoted(text, start, start + len(words)) is inside


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("me", "Maria"),
        ("My old bike", "Maria's old bike"),
        ("the myth", "the myth"),
        ("with my brother", "with Maria's brother"),
        ("our own tomatoes", "their own tomatoes"),
    ],
)
def test_what_another_speaker_said_of_themselves(words: str, said: str) -> None:
    assert reported(words, "Maria") == said
    assert reported("my bike", r"CORP\jane") == r"CORP\jane's bike"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("3. May: dentist\n17. May: vet", ["3. May: dentist", "17. May: vet"]),
        ("- 5 degrees outside", ["- 5 degrees outside"]),
        ("-  5 degrees outside", ["-  5 degrees outside"]),
        ("3.  May: dentist\n17.  May: vet", ["3.  May: dentist", "17.  May: vet"]),
        ("- milk\n- 5 eggs", ["milk", "5 eggs"]),
        ("1. milk\n2. eggs", ["milk", "eggs"]),
    ],
)
def test_list_marks_are_dropped_and_numbers_that_mean_something_stay(
    text: str, kept: list[str]
) -> None:
    assert split(text) == kept


def test_a_bare_order_to_forget_is_carried_out() -> None:
    """Also when it seems told a little likelier; with more in the sentence it is not taken so."""
    seen = _seen("choir", tell=0.51, forget=0.4, chat=0.09)
    assert settled("Forget the choir.", seen, NOW).command == Forget("choir")
    assert settled("please forget the choir", seen, NOW).command == Forget("choir")
    assert settled("Forget the choir, we sing at home.", seen, NOW).kind == "tell"
    assert settled("Forget the choir.", _seen("choir", tell=0.9, forget=0.1), NOW).kind == "tell"
