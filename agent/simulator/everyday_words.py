"""The words of everyday stories: how people are introduced, what corrects or adds, what is liked
and denied, what is gathered one by one. Notation: `agent.simulator.text`."""

from __future__ import annotations

import re

INTRODUCTIONS = (
    "I had lunch with {s} today.",
    "{s} came over yesterday.",
    "I ran into {s} this morning.",
    "You should hear about {s}.",
    "{s} called me last night.",
    "I spent the weekend with {s}.",
    "{s} is in great form these days.",
    "I just spoke to {s}.",
    "{s} sends greetings.",
    "We visited {s} on Sunday.",
    "{s} and I go way back.",
)
CHANGES = (
    "Actually, ",
    "Correction: ",
    "No wait, ",
    "Sorry, I got that wrong: ",
    "Update: ",
    "Things have changed: now ",
    "Scratch that, ",
    "As of today, ",
    "From now on ",
)
CORRECTIONS = (
    "Actually, ",
    "Correction: ",
    "No wait, ",
    "Sorry, I got that wrong: ",
    "Scratch that, ",
)
# Said once more of the same person, these add something, unless it is said that they correct.
ADDING = frozenset(
    "restaurant,medicine,club,task,plan,holiday,hotel,exam,meeting,flight,car,doctor,teacher,"
    "sister,brother,child,pet name,dog name,gift,broke,bike price,flatmate".split(",")
)
# These do not change from one day to the next.
FIXED = frozenset(
    "sister,brother,gift,broke,bike price,origin,birthday,height,moved when,age".split(",")
)
PLAIN = 0.4  # share of changes that are told as if nothing had been told before

LIKES = (
    ("{s} [likes|like] {v}.", "{s} [does|do] not like {v}.", "[Does|Do] {s} like {v}?"),
    ("{s} [eats|eat] {v}.", "{s} never [eats|eat] {v}.", "[Does|Do] {s} eat {v}?"),
    ("{s} can't stand {v}.", "{s} [loves|love] {v}.", "Can {s} stand {v}?"),
    (
        "{s} [is|am] allergic to {v}.",
        "{s} [isn't|'m not] allergic to {v}.",
        "[Is|Am] {s} allergic to {v}?",
    ),
    ("{s} [does|do] {v}.", "{s} [doesn't|don't] do {v}.", "[Does|Do] {s} do {v}?"),
    (
        "{s} [has|have] been to {v}.",
        "{s} [has|have] never been to {v}.",
        "[Has|Have] {s} been to {v}?",
    ),
    ("{s} can speak {v}.", "{s} can't speak {v}.", "Can {s} speak {v}?"),
    ("{s} [has|have] the {v}.", "{s} [doesn't|don't] have the {v}.", "[Does|Do] {s} have the {v}?"),
)
LIKED = ("food", "food", "food", "food", "sport", "town", "language", "thing")

GATHERED = (
    (
        "food",
        (
            "I need to buy {v}.",
            "Put {v} on the shopping list.",
            "We also need {v}.",
            "Don't let me forget the {v}.",
        ),
        (
            "What do I need to buy?",
            "What is on the shopping list?",
            "What should I get at the shop?",
        ),
    ),
    (
        "name",
        (
            "{v} is coming to the party.",
            "I invited {v} to the party.",
            "{v} said yes to the party.",
            "{v} will be at my party too.",
        ),
        ("Who is coming to the party?", "Who did I invite to my party?", "Who are my guests?"),
    ),
    (
        "town",
        (
            "I have been to {v}.",
            "I once visited {v}.",
            "I spent a week in {v}.",
            "Last year I saw {v}.",
        ),
        ("Which cities have I visited?", "Where have I been?", "Which places have I travelled to?"),
    ),
    (
        "sport",
        ("I do {v}.", "I have taken up {v}.", "On Sundays I do {v}.", "I also enjoy {v}."),
        ("Which sports do I do?", "What are my sports?", "What do I do for exercise?"),
    ),
    (
        "thing",
        (
            "I packed the {v}.",
            "The {v} is in the suitcase.",
            "I put the {v} in my suitcase.",
            "I've packed a {v} too.",
        ),
        ("What have I packed?", "What is in my suitcase?", "Which things are in the suitcase?"),
    ),
)


ALSO = {
    "sport": re.compile(r"\b(?:I (?:do|play|took up|am into|go to)|my sport)\b", re.IGNORECASE),
    "town": re.compile(r"\bI have been to\b", re.IGNORECASE),
}
