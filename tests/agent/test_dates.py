"""Time words: which date they meant on the day they were told, and how far it is from today."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import pytest

from agent.dated import dated
from agent.dates import When, distance, find, mentions
from agent.tense import of_the_past
from memory_store.slot import Slot

FRIDAY = datetime(2026, 3, 6, 18, 0)


def _slot(text: str) -> Slot:
    return Slot(1, text, "user", FRIDAY)


@pytest.mark.parametrize(
    ("text", "past", "said"),
    [
        ("The rehearsal is next Friday.", False, "13 March 2026"),
        ("They came the day before yesterday and left.", True, "4 March 2026"),
        ("I started exactly three weeks ago today.", True, "13 February 2026"),
        ("Twelve days from today I present it.", False, "18 March 2026"),
        ("It is in three weeks' time.", False, "27 March 2026"),
        ("We met a fortnight ago.", True, "20 February 2026"),
        ("On Saturday we ate out.", True, "28 February 2026"),
        ("The party is on Saturday.", False, "7 March 2026"),
        ("The bus leaves at half past six tomorrow.", False, "7 March 2026"),
        ("He was born on the 3rd of February 1990.", True, "3 February 1990"),
        ("I joined in 2011.", True, "2011"),
        ("We moved ten months ago.", True, "May 2025"),
        ("I saw it last month.", True, "February 2026"),
        ("The inspector comes Thursday week.", False, "19 March 2026"),
        ("We sing a week on Sunday.", False, "15 March 2026"),
        ("It must be in by the 2nd, at noon.", False, "2 April 2026"),
        ("She left on the 28th.", True, "28 February 2026"),
        ("The post went out on the 31st.", True, "31 January 2026"),
        ("I pay on the last day of next month.", False, "30 April 2026"),
        ("We met twenty-one days ago.", True, "13 February 2026"),
        ("It was signed on 3.4.2025.", True, "3 April 2025"),
        ("The meeting is at 3, in two weeks.", False, "20 March 2026"),
        ("We moved to flat 12, two years ago.", True, "2024"),
        ("I was ill last week and two days ago I got up.", True, "4 March 2026"),
    ],
)
def test_time_words_are_worked_out(text: str, past: bool, said: str) -> None:
    found = find(text, FRIDAY, past)
    assert found is not None
    assert str(found[1]) == said


@pytest.mark.parametrize(
    "text",
    [
        "Last summer was wet.",
        "We live on the 3rd floor.",
        "It happened long ago.",
        "I may go.",
        "I have worked here two weeks today.",
        "It was two days after Friday.",
        "The friday market was crowded.",
        "We met the Saturday before Easter.",
        "He sat in the sun, and they wed.",
        "My garage code is 1999.",
        "I paid 2000 for it.",
        "My radio is a 1962 Bush.",
        "I did it in 2000 steps.",
        "It cost between 2000 and 2500.",
        "That was Henry the 8th.",
    ],
)
def test_what_is_vague_stays_vague(text: str) -> None:
    assert find(text, FRIDAY, True) is None


@pytest.mark.parametrize(
    "text",
    [
        "We met half a year ago.",
        "It was 1.5 years ago.",
        "That was two years and three months ago.",
        "One hundred and five days ago it rained.",
        "It opens 1,200 days from now.",
    ],
)
def test_words_are_not_worked_out_by_their_tail(text: str) -> None:
    assert find(text, FRIDAY, True) is None


@pytest.mark.parametrize(
    "text",
    ["I came in 2011.", "We met in May of 2011.", "Early 2011 we moved.", "It ended (2011)."],
)
def test_a_year_is_one_where_a_time_stands(text: str) -> None:
    found = find(text, FRIDAY, True)
    assert found is not None
    assert str(found[1]).endswith("2011")


def test_a_year_asked_about_is_one_anywhere() -> None:
    text = "Motorbike, Brittany, 2003."
    assert find(text, FRIDAY, True) is None
    assert find(text, FRIDAY, True, (21, 25)) is not None


def test_for_a_week_is_how_long_it_takes() -> None:
    found = find("We go for a week on Saturday.", FRIDAY, False)
    assert found is not None
    assert str(found[1]) == "7 March 2026"


def test_a_unit_too_long_for_the_distance_gives_way() -> None:
    when = When(datetime(2025, 12, 30), "day")
    assert distance(when, datetime(2026, 3, 1), "year") == "2 months ago"


def test_a_place_chooses_among_several() -> None:
    text = "Yesterday I bought tickets for next Friday."
    place = (text.index("next"), len(text))
    found = find(text, FRIDAY, False, place)
    assert found is not None
    assert found[0] == "next Friday"


@pytest.mark.parametrize(
    ("text", "now", "said"),
    [
        ("tomorrow", datetime(2026, 3, 7, 8), "today"),
        ("tomorrow", datetime(2026, 3, 16, 8), "9 days ago"),
        ("tomorrow", datetime(2026, 3, 14, 8), "1 week ago"),
        ("tomorrow", FRIDAY, "in 1 day"),
        ("last month", datetime(2026, 5, 1), "3 months ago"),
        ("in 2011", FRIDAY, "15 years ago"),
        ("ten months ago", datetime(2027, 5, 30), "2 years ago"),
    ],
)
def test_how_far_it_is(text: str, now: datetime, said: str) -> None:
    found = find(text, FRIDAY, True)
    assert found is not None
    assert distance(found[1], now) == said


@pytest.mark.parametrize(
    ("question", "short", "said"),
    [
        ("When is it?", "13 March 2026", "next Friday (13 March 2026, in 3 days)"),
        ("What date is it?", "13 March 2026", "13 March 2026, in 3 days (“next Friday”)"),
        ("How long until it is?", "in 3 days", "in 3 days (13 March 2026)"),
        ("What year is it?", "2026", "2026"),
        ("When did I tell you about it?", "6 March 2026", "6 March 2026"),
        ("What is next Friday?", "next Friday", "next Friday (13 March 2026, in 3 days)"),
        ("What's the rehearsal date?", "13 March 2026", "13 March 2026, in 3 days (“next Friday”)"),
    ],
)
def test_an_answer_gets_its_date(question: str, short: str, said: str) -> None:
    slot = _slot("The dress rehearsal is next Friday.")
    place = (slot.text.index("next"), len(slot.text) - 1)
    now = datetime(2026, 3, 10, 9)
    assert dated("next Friday", slot, place, question, now) == (short, said)


@pytest.mark.parametrize(
    ("words", "question", "now", "said"),
    [
        ("in 2 weeks", "And the next one?", datetime(2026, 3, 13), "(20 March 2026, in 1 week)"),
        ("in 2 weeks", "When is it?", FRIDAY, "(20 March 2026)"),
        ("tomorrow", "When is it?", FRIDAY, "(7 March 2026)"),
        ("tomorrow", "When is it?", datetime(2026, 3, 8), "(7 March 2026, yesterday)"),
        ("on Monday", "When is it?", datetime(2026, 3, 8), "(9 March 2026, tomorrow)"),
        ("on 31 May", "When is it?", FRIDAY, "2026 (in 2 months)"),
        ("on 31 May", "And the next one?", datetime(2026, 3, 13), ""),
        ("in 2 weeks", "And the next one?", FRIDAY, ""),
    ],
)
def test_a_date_is_said_where_the_words_do_not_say_it(
    words: str, question: str, now: datetime, said: str
) -> None:
    slot = _slot(f"The blood test is {words}.")
    place = (slot.text.index(words), len(slot.text) - 1)
    assert dated(words, slot, place, question, now)[1] == f"{words} {said}".strip()


def test_how_long_is_counted_in_days() -> None:
    slot = _slot("I fell ill yesterday, the check-up is tomorrow.")
    yesterday, tomorrow = (slot.text.index(word) for word in ("yesterday", "tomorrow"))
    ill = dated("yesterday", slot, (yesterday, yesterday + 9), "How long have I been ill?", FRIDAY)
    left = dated("tomorrow", slot, (tomorrow, tomorrow + 8), "How many days until it is?", FRIDAY)
    assert (ill[0], left[0]) == ("1 day", "in 1 day")


def test_dates_as_told_are_left_as_told() -> None:
    slot = _slot("The school was founded on 3 May 1931.")
    place = (slot.text.index("3 May"), len(slot.text) - 1)
    answer, said = dated("3 May 1931", slot, place, "When was it founded?", FRIDAY)
    assert answer == said == "3 May 1931"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Saturday, 13 June", "2026-06-13"),
        ("Friday 5 June 2026", "2026-06-05"),
        ("the last Friday of March", "2026-03-27"),
        ("the second Tuesday in May 2027", "2027-05-11"),
        ("the first Monday of next month", "2026-04-06"),
        ("two weeks from Friday", "2026-03-20"),
        ("a fortnight after Sunday", "2026-03-22"),
        ("Monday last week", "2026-02-23"),
        ("next week on Thursday", "2026-03-12"),
        ("a week ago on Monday", "2026-02-23"),
        ("a week on Monday", "2026-03-16"),
        ("two weeks tomorrow", "2026-03-19"),
        ("a week today", "2026-03-11"),
        ("a fortnight on Saturday", "2026-03-21"),
        ("in two weeks on Friday", "2026-03-20"),
        ("next week Wednesday", "2026-03-11"),
        ("the first of April", "2026-04-01"),
        ("the twenty-second of May 2027", "2027-05-22"),
        ("the 21st of next month", "2026-04-21"),
        ("next fri", "2026-03-06"),
        ("thurs", "2026-03-05"),
        ("sat 14th", "2026-03-14"),
        ("Tuesday the 14th", "2026-04-14"),
        ("the 21st", "2026-03-21"),
    ],
)
def test_weekdays_with_something_besides(words: str, day: str) -> None:
    (found,) = mentions(f"It is {words}.", datetime(2026, 3, 4, 9, 0), past=False)
    assert f"It is {words}."[found[0] : found[1]] == words
    assert found[2].date.date().isoformat() == day


def test_months_are_counted_when_they_are_over() -> None:
    when = When(datetime(2026, 6, 1), "day")
    assert distance(when, datetime(2026, 3, 30)) == "in 2 months"
    assert distance(When(datetime(2020, 3, 20), "day"), datetime(2026, 3, 4)) == "5 years ago"


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("I joined a choir last week.", "last week", "the week before 6 March 2026"),
        ("We hiked this past weekend, all of us.", "weekend", "the weekend before 6 March 2026"),
        ("At the weekend we hiked.", "the weekend", "the weekend before 6 March 2026"),
        ("I'm in Rome next week.", "next week", "the week after 6 March 2026"),
        ("My exam is this week!", "this week", "the week of 6 March 2026"),
        ("I quit a few months ago.", "months", "a few months before March 2026"),
        ("Several years ago we met.", "Several years ago", "several years before 2026"),
        ("The other day she rang.", "The other day", "a few days before 6 March 2026"),
    ],
)
def test_vague_words_are_said_by_the_day_they_were_told(text: str, words: str, meant: str) -> None:
    slot = Slot(1, text, "user", FRIDAY)
    place = (text.index(words), text.index(words) + len(words))
    later = datetime(2026, 8, 1)
    assert dated(words, slot, place, "When was that?", later) == (meant, f"{words} ({meant})")
    assert dated(words, slot, place, "What was that?", later) == (words, words)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("got moved to the evening team, starting this coming Monday", ["9 March 2026"]),
        ("The market runs from 4 December to the 6th", ["4 December 2026", "6 December 2026"]),
        ("I've to come back in exactly two weeks", ["20 March 2026"]),
        ("Three Sundays ago we ran", ["15 February 2026"]),
        ("The beans went in four days back", ["2 March 2026"]),
        ("We split up in May", ["May 2025"]),
        ("It was on Christmas Day", ["25 December 2025"]),
        ("Blight got the lot two summers ago", ["2024"]),
        ("It has to be in two weeks before the tournament", []),
    ],
)
def test_all_the_times_of_a_text(text: str, days: list[str]) -> None:
    past = partial(of_the_past, text)
    assert [str(when) for _, _, when in mentions(text, FRIDAY, past)] == days
