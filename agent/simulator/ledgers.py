"""Who likes, has or does what, told a piece at a time: lists, "who else", counts, yes and no.

A few people and a few things of one kind stand in a table; some of its fields are told, in many
ways and in any order, some told untrue, some taken back later. What is asked is a row ("what does
Wren eat?"), a column ("who eats plums?"), a field, or how many; what was never told is asked too.
Now and then somebody has nothing of the kind at all, and whoever has anything is asked for.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from agent.simulator.banks import CHAT, VALUES, person
from agent.simulator.text import careless_question
from agent.story import AnswerKind, Example, Span, Told


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of table. {s} is a person, {v} a thing, {o} "Anna's", {g} "them" or "us";
    "[likes|like]" is for one person and for "I" or several, "<suits|suit>" for one thing and
    several. `true` and `untrue` tell a field, `over` takes a true one back, and `nothing` tells
    that there is none at all; `row`, `other_row` (of what is untrue), `column`, `many` and `field`
    ask of things, `anyone`, `nobody` and `people` (how many) who has any or none, `any` whether
    somebody has any."""

    bank: str
    true: tuple[str, ...]
    untrue: tuple[str, ...]
    over: tuple[str, ...]
    row: tuple[str, ...]
    other_row: tuple[str, ...]
    column: tuple[str, ...]
    many: tuple[str, ...]
    field: tuple[str, ...]
    nothing: tuple[str, ...]
    anyone: tuple[str, ...]
    nobody: tuple[str, ...]
    any: tuple[str, ...]
    people: tuple[str, ...]


def _k(bank: str, *texts: str) -> _Kind:
    parts = [tuple(part.strip() for part in text.split("/") if part.strip()) for text in texts]
    return _Kind(bank, *parts)


_KINDS = (
    _k("food",
       "{s} [likes|like] {v} / {s} [loves|love] {v} / {s} can't get enough of {v} / {s} could live on {v}"
       " / {s} always [asks|ask] for {v} / {s} [is|am] mad about {v} / {s} [has|have] a weakness for {v}",
       "{s} can't stand {v} / {s} [hates|hate] {v} / {s} won't touch {v} / {s} [leaves|leave] {v} on the plate"
       " / {s} [doesn't|don't] like {v} / {s} [pulls|pull] a face at {v}",
       "{s} [has|have] gone off {v} / {s} no longer [likes|like] {v} / {s} can't look at {v} any more",
       "What [does|do] {s} like to eat? / Which foods [does|do] {s} like? / What could I cook for {s}?"
       " / what [does|do] {s} like",
       "What [does|do] {s} dislike? / Which foods [does|do] {s} hate? / What [doesn't|don't] {s} like?"
       " / What shouldn't be cooked for {s}?",
       "Who likes {v}? / Who eats {v}? / who is fond of {v}", "How many foods [does|do] {s} like?",
       "[Does|Do] {s} like {v}? / Would {s} enjoy {v}?",
       "{s} [doesn't|don't] like any food at all / there isn't a single dish {s} [likes|like] / {s} [likes|like] nothing we could cook",
       "Who likes any food at all? / Who likes at least one food? / Who could I cook something for? / Which of {g} have something they like to eat?",
       "Who doesn't like any food? / Who likes nothing at all? / Who has no food they like?",
       "[Does|Do] {s} like any food? / Is there anything {s} [likes|like] to eat? / Is there any food {s} [likes|like]?",
       "How many people have a food they like? / How many of {g} like at least one food?"),
    _k("drink",
       "{s} [drinks|drink] {v} / {s} [likes|like] {v} / {s} [orders|order] {v} every time / {s} [swears|swear] by {v}",
       "{s} never [drinks|drink] {v} / {s} can't bear {v} / {s} won't have {v} / {s} [finds|find] {v} disgusting",
       "{s} [has|have] given up {v} / {s} [doesn't|don't] drink {v} any more",
       "What [does|do] {s} drink? / Which drinks [does|do] {s} like?",
       "What won't {s} drink? / Which drinks [does|do] {s} dislike?",
       "Who drinks {v}? / Who would like {v}?", "How many drinks [does|do] {s} like?",
       "[Does|Do] {s} drink {v}? / Would {s} like {v}?",
       "{s} [doesn't|don't] like any drink at all / {s} [turns|turn] down every drink / {s} won't drink anything we have / there's no drink {s} [likes|like]",
       "Who likes any of the drinks? / Who has a drink they like? / Who likes at least one drink? / Which of {g} have a drink they like?",
       "Who doesn't like any drink? / Who turns down every drink? / Who has no drink they like?",
       "[Does|Do] {s} like any drink? / Is there any drink {s} [likes|like]? / Is there anything {s} [drinks|drink]?",
       "How many people have a drink they like? / How many of {g} like at least one drink?"),
    _k("food",
       "{s} [is|am] allergic to {v} / {s} can't have {v} / {s} [reacts|react] badly to {v} / {s} [gets|get] a rash from {v}"
       " / {s} [has|have] to keep away from {v}",
       "{s} can eat {v} / {s} [has|have] no trouble with {v} / {v} can do {s} no harm / {s} [is|am] fine with {v}",
       "{s} [has|have] outgrown the allergy to {v} / {s} can have {v} again",
       "What [is|am] {s} allergic to? / What can't {s} have? / Which foods must be kept from {s}?",
       "Which foods are safe for {s}? / What can {s} eat?",
       "Who is allergic to {v}? / Who can't have {v}?", "How many allergies [does|do] {s} have?",
       "[Is|Am] {s} allergic to {v}?",
       "{s} [has|have] no allergies / {s} [isn't|am not] allergic to anything / {s} can eat everything / {s} can have any food there is",
       "Who has an allergy? / Who is allergic to something? / Which people have allergies? / Which of {g} have to avoid something? / who's got allergies",
       "Who has no allergies? / Who isn't allergic to anything? / Who can eat everything?",
       "[Does|Do] {s} have any allergies? / [Is|Am] {s} allergic to anything? / Is there anything {s} can't eat?",
       "How many people have an allergy? / How many of {g} are allergic to something?"),
    _k("thing",
       "{s} [brings|bring] the {v} / {s} will bring the {v} / The {v} <is|are> with {s} / {s} [has|have] promised the {v}"
       " / {s} [takes|take] care of the {v} / {s} said yes to the {v}",
       "{s} can't bring the {v} / {s} won't bring the {v} / {s} [has|have] no {v} to bring / {s} [isn't|am not] bringing the {v}",
       "{s} can't bring the {v} after all / {s} [has|have] broken the {v}, so that falls through",
       "What [is|am] {s} bringing? / What [does|do] {s} bring? / What can we expect from {s}?",
       "What won't {s} bring?", "Who is bringing the {v}? / Who brings the {v}?",
       "How many things [is|am] {s} bringing?", "[Is|Am] {s} bringing the {v}?",
       "{s} [isn't|am not] bringing anything / {s} [comes|come] empty-handed / {s} [brings|bring] nothing / {s} won't bring a thing",
       "Who is bringing something? / Who brings something along? / Which of {g} are bringing something? / Which people are going to bring something? / who's bringing anything",
       "Who isn't bringing anything? / Who brings nothing? / Who comes empty-handed?",
       "[Is|Am] {s} bringing anything? / Will {s} bring something? / [Is|Am] {s} going to bring anything?",
       "How many people are bringing something? / How many of {g} bring something?"),
    _k("thing",
       "{s} [borrowed|borrowed] my {v} / {s} [has|have] got our {v} / I lent the {v} to {s} / {s} [took|took] the {v} along",
       "{s} [didn't|didn't] take the {v} / {s} [doesn't|don't] have our {v}",
       "{s} [gave|gave] the {v} back / {s} [returned|returned] the {v} / The {v} [is|is] back from {s}",
       "What [does|do] {s} still have of mine? / What did I lend to {s}? / Which of our things are with {s}?",
       "What did {s} leave here?", "Who has got my {v}? / Who did I lend the {v} to?",
       "How many of our things [does|do] {s} have?", "[Does|Do] {s} have my {v}? / Is my {v} with {s}?",
       "{s} [has|have] nothing of ours / {s} [hasn't|haven't] borrowed anything / {s} didn't borrow anything from me / {s} [doesn't|don't] have anything of mine",
       "Who has got something of mine? / Which people have something of ours? / Who still has to give something back? / Which of {g} still have something of ours?",
       "Who has nothing of ours? / Who hasn't borrowed anything? / Who doesn't have anything of mine?",
       "[Does|Do] {s} still have anything of ours? / [Does|Do] {s} have something of mine? / Is anything of mine with {s}?",
       "How many people have something of ours? / How many of {g} still have something of mine?"),
    _k("instrument",
       "{s} [plays|play] the {v} / {s} [has|have] learned the {v} / {s} [practises|practise] the {v} every day"
       " / {s} [is|am] quite good on the {v}",
       "{s} can't play the {v} / {s} never [learned|learned] the {v} / {s} [doesn't|don't] play the {v}",
       "{s} [has|have] given up the {v} / {s} [doesn't|don't] play the {v} any more",
       "Which instruments [does|do] {s} play? / What [does|do] {s} play?",
       "Which instruments can't {s} play?", "Who plays the {v}? / Who could play the {v} for us?",
       "How many instruments [does|do] {s} play?", "[Does|Do] {s} play the {v}? / Can {s} play the {v}?",
       "{s} [plays|play] no instrument / {s} can't play anything / {s} never [learned|learned] an instrument / {s} [doesn't|don't] play any instrument",
       "Who plays an instrument? / Which of {g} play an instrument? / Who can play something? / Who are the musicians among {g}? / Which people play anything?",
       "Who doesn't play an instrument? / Who plays no instrument? / Who can't play anything?",
       "[Does|Do] {s} play an instrument? / Can {s} play anything? / [Does|Do] {s} play any instrument?",
       "How many people play an instrument? / How many of {g} can play something?"),
    _k("language",
       "{s} [speaks|speak] {v} / {s} [knows|know] {v} / {s} [grew|grew] up with {v} / {s} [is|am] fluent in {v}"
       " / {s} [gets|get] by in {v}",
       "{s} [doesn't|don't] speak {v} / {s} [doesn't|don't] know a word of {v} / {s} never [learned|learned] {v}",
       "{s} [has|have] forgotten all the {v}",
       "Which languages [does|do] {s} speak? / What languages [does|do] {s} know?",
       "Which languages [doesn't|don't] {s} speak?", "Who speaks {v}? / Who could translate from {v}?",
       "How many languages [does|do] {s} speak?", "[Does|Do] {s} speak {v}? / Would {s} understand {v}?",
       "{s} [speaks|speak] no foreign language / {s} [doesn't|don't] speak any foreign language / {s} can't speak any foreign language / {s} never [learned|learned] another language",
       "Who speaks a foreign language? / Which people speak a foreign language? / Which of {g} know a foreign language? / Who can speak another language?",
       "Who speaks no foreign language? / Who doesn't speak any foreign language? / Who can't speak any other language?",
       "[Does|Do] {s} speak a foreign language? / [Does|Do] {s} speak any other language? / Can {s} speak any foreign language?",
       "How many people speak a foreign language? / How many of {g} know another language?"),
    _k("country",
       "{s} [has|have] been to {v} / {s} [went|went] to {v} once / {s} [spent|spent] a summer in {v} / {s} [knows|know] {v} well"
       " / {s} [crossed|crossed] {v} by bus",
       "{s} [has|have] never been to {v} / {s} never [made|made] it to {v} / {s} [hasn't|haven't] seen {v} yet",
       "", "Which countries [has|have] {s} been to? / Where [has|have] {s} travelled? / Where has {s} been?",
       "Where [hasn't|haven't] {s} been yet?", "Who has been to {v}? / Who knows {v}? / Who travelled to {v}?",
       "How many countries [has|have] {s} been to?", "[Has|Have] {s} been to {v}? / [Does|Do] {s} know {v}?",
       "{s} [has|have] never been abroad / {s} [hasn't|haven't] been to any other country / {s} never [left|left] the country / {s} [has|have] not been anywhere",
       "Who has been abroad? / Which of {g} have been to another country? / Who has travelled? / Which people have been abroad?",
       "Who has never been abroad? / Who hasn't been to any other country? / Who never left the country?",
       "[Has|Have] {s} been abroad? / [Has|Have] {s} been to any other country? / [Has|Have] {s} ever been anywhere?",
       "How many people have been abroad? / How many of {g} have been to another country?"),
    _k("weekday",
       "{s} can come on {v} / {s} [is|am] free on {v} / {v} <suits|suit> {s} / {s} [has|have] time on {v}",
       "{s} can't come on {v} / {s} [works|work] on {v} / {v} <is|are> no good for {s} / {s} [is|am] busy on {v}",
       "{s} can't make {v} after all / Something came up for {s} on {v}",
       "Which days suit {s}? / When [is|am] {s} free? / When can {s} come?",
       "Which days are no good for {s}? / When can't {s} come?", "Who can come on {v}? / Who is free on {v}?",
       "How many days suit {s}?", "Can {s} come on {v}? / [Is|Am] {s} free on {v}?",
       "{s} can't come at all / {s} [has|have] no time at all this week / no day suits {s} / {s} [isn't|am not] free on any day",
       "Who can come at all? / Which of {g} are free on some day? / Who has time on at least one day? / Which people can make it on some day?",
       "Who can't come at all? / Who isn't free on any day? / Who has no time at all?",
       "Can {s} come at all? / [Is|Am] {s} free on any day? / [Does|Do] {s} have any time?",
       "How many people can come at all? / How many of {g} are free on some day?"),
    _k("title",
       "{s} [has|have] read {v} / {s} [finished|finished] {v} / {s} [knows|know] {v} by heart / {s} [got|got] through {v}",
       "{s} [hasn't|haven't] read {v} / {s} [gave|gave] up on {v} / {s} never [opened|opened] {v}",
       "", "What [has|have] {s} read? / Which books [has|have] {s} read?", "What [hasn't|haven't] {s} read?",
       "Who has read {v}? / Who knows {v}?", "How many books [has|have] {s} read?",
       "[Has|Have] {s} read {v}? / [Does|Do] {s} know {v}?",
       "{s} [hasn't|haven't] read a single book / {s} [has|have] read nothing / {s} [hasn't|haven't] read anything / {s} [doesn't|don't] read at all",
       "Who has read something? / Which of {g} have read a book? / Who has read at least one book? / Which people have read anything?",
       "Who hasn't read anything? / Who has read nothing? / Who hasn't read a single book?",
       "[Has|Have] {s} read anything? / [Has|Have] {s} read any book?",
       "How many people have read a book? / How many of {g} have read anything?"),
    _k("sport",
       "{s} [does|do] {v} / {s} [goes|go] to {v} every week / {s} [has|have] taken up {v} / {s} [trains|train] in {v}"
       " / {s} [enjoys|enjoy] {v}",
       "{s} [doesn't|don't] do {v} / {s} [is|am] no good at {v} / {s} [hates|hate] {v} / {s} never [tried|tried] {v}",
       "{s} [has|have] stopped {v} / {s} [had|had] to give up {v}",
       "Which sports [does|do] {s} do? / What [does|do] {s} do for exercise?",
       "Which sports [doesn't|don't] {s} do?", "Who does {v}? / Who goes to {v}?",
       "How many sports [does|do] {s} do?", "[Does|Do] {s} do {v}? / [Does|Do] {s} go to {v}?",
       "{s} [does|do] no sport / {s} [doesn't|don't] do any sport / {s} [gets|get] no exercise at all / {s} [isn't|am not] into any sport",
       "Who does a sport? / Who does some sport or other? / Which of {g} do a sport? / Which people do sports?",
       "Who does no sport? / Who doesn't do any sport? / Who gets no exercise?",
       "[Does|Do] {s} do any sport? / [Does|Do] {s} do a sport? / [Is|Am] {s} into any sport?",
       "How many people do a sport? / How many of {g} do some sport?"),
    _k("subject",
       "{s} [passed|passed] {v} / {s} [got|got] through {v} / {s} [did|did] well in {v} / The exam in {v} [went|went] fine for {s}",
       "{s} [failed|failed] {v} / {s} [has|have] to resit {v} / {s} [didn't|didn't] pass {v} / {v} [went|went] wrong for {s}",
       "", "Which exams did {s} pass? / What did {s} pass? / Which subjects did {s} get through?",
       "What did {s} fail? / Which exams [does|do] {s} have to resit?",
       "Who passed {v}? / Who got through {v}?", "How many exams did {s} pass?",
       "Did {s} pass {v}? / Did {s} get through {v}?",
       "{s} [failed|failed] everything / {s} didn't pass a single exam / {s} [passed|passed] nothing / {s} [failed|failed] every exam",
       "Who passed something? / Who got through at least one exam? / Which of {g} passed an exam? / Which people passed anything?",
       "Who passed nothing? / Who failed everything? / Who didn't pass a single exam?",
       "Did {s} pass anything? / Did {s} get through any exam? / Did {s} pass any exam?",
       "How many people passed an exam? / How many of {g} got through at least one exam?"),
    _k("plant",
       "{s} [grows|grow] {v} / {s} [has|have] {v} in the garden / {s} [put|put] in {v} this year",
       "{s} [doesn't|don't] grow {v} / {s} [has|have] no luck with {v} / {s} never [plants|plant] {v}",
       "{s} [dug|dug] up the {v} / The {v} died on {s}",
       "What [does|do] {s} grow? / What's in {o} garden? / Which plants [does|do] {s} have?",
       "What [doesn't|don't] {s} grow?", "Who grows {v}? / Who has {v} in the garden?",
       "How many kinds of plants [does|do] {s} grow?", "[Does|Do] {s} grow {v}? / [Does|Do] {s} have {v}?",
       "{s} [grows|grow] nothing / {s} [doesn't|don't] grow anything / {s} [has|have] no plants / {s} [has|have] nothing in the garden",
       "Who grows something? / Which of {g} have plants? / Who has something in the garden? / Which people grow plants?",
       "Who grows nothing? / Who doesn't grow anything? / Who has no plants?",
       "[Does|Do] {s} grow anything? / [Does|Do] {s} have any plants? / Is there anything in {o} garden?",
       "How many people grow something? / How many of {g} have plants?"),
    _k("chore",
       "{s} [does|do] {v} / {v} will be up to {s} / {s} [has|have] taken on {v} / {s} [is|am] in charge of {v} / {s} will see to {v}",
       "{s} [doesn't|don't] do {v} / {s} [refused|refused] to do {v} / {s} won't do {v}",
       "{s} [has|have] handed over {v} / {s} [doesn't|don't] have to do {v} any more",
       "What [is|am] {s} in charge of? / Which jobs [does|do] {s} have? / What [does|do] {s} have to do?",
       "What [does|do] {s} refuse to do?", "Who does {v}? / Who is in charge of {v}? / Who sees to {v}?",
       "How many jobs [does|do] {s} have?", "[Does|Do] {s} do {v}? / [Is|Am] {s} in charge of {v}?",
       "{s} [has|have] no job to do / {s} [has|have] nothing to do / {s} [isn't|am not] in charge of anything / {s} [hasn't|haven't] taken on anything",
       "Who has a job to do? / Who is in charge of something? / Which of {g} have something to do? / Which people are in charge of something?",
       "Who has nothing to do? / Who isn't in charge of anything? / Who has no job to do?",
       "[Is|Am] {s} in charge of anything? / [Does|Do] {s} have a job to do? / [Does|Do] {s} have anything to do?",
       "How many people have a job to do? / How many of {g} are in charge of something?"),
    _k("collection",
       "{s} [collects|collect] {v} / {s} [has|have] started on {v} / {s} [hunts|hunt] for {v} at every flea market"
       " / {s} [is|am] after {v}",
       "{s} [doesn't|don't] collect {v} / {s} [has|have] no interest in {v}",
       "{s} [sold|sold] all the {v} / {s} [has|have] stopped collecting {v}",
       "What [does|do] {s} collect?", "What [has|have] {s} no interest in?", "Who collects {v}? / Who is after {v}?",
       "How many things [does|do] {s} collect?", "[Does|Do] {s} collect {v}?",
       "{s} [collects|collect] nothing / {s} [doesn't|don't] collect anything / {s} [has|have] no collection of any kind",
       "Who collects something? / Who has a collection? / Which of {g} collect something? / Which people are collectors?",
       "Who doesn't collect anything? / Who collects nothing? / Who has no collection?",
       "[Does|Do] {s} collect anything? / [Does|Do] {s} have a collection? / [Is|Am] {s} a collector?",
       "How many people collect something? / How many of {g} have a collection?"),
    _k("fear",
       "{s} [is|am] afraid of {v} / {s} [is|am] scared of {v} / {v} can really frighten {s} / {s} [panics|panic] at {v}",
       "{s} [doesn't|don't] mind {v} / {s} [is|am] not afraid of {v}",
       "{s} [has|have] got over the fear of {v}",
       "What [is|am] {s} afraid of? / What scares {s}?", "What [doesn't|don't] {s} mind?",
       "Who is afraid of {v}? / Who panics at {v}?", "How many things [is|am] {s} afraid of?",
       "[Is|Am] {s} afraid of {v}?",
       "nothing scares {s} / {s} [isn't|am not] afraid of anything / {s} [has|have] no fears / {s} [is|am] afraid of nothing",
       "Who is afraid of something? / Who has a fear? / Which of {g} are scared of something? / Which people are afraid of anything?",
       "Who isn't afraid of anything? / Who has no fears? / Who is afraid of nothing?",
       "[Is|Am] {s} afraid of anything? / [Does|Do] {s} have any fears? / Does anything scare {s}?",
       "How many people are afraid of something? / How many of {g} have a fear?"),
)  # fmt: skip
_MOST_SUPPORTS = 8
_LEADS = ("Oh, ", "By the way, ", "I think ", "Turns out ", "I heard ", "Apparently ")
_UNTOLD = 0.5  # of what was never told that is asked
_EMPTY = 0.35  # of the tables have somebody with nothing at all
_NOT = ("n't ", " not ", "never ", " no ")  # after these, "plums or figs"


@dataclass(frozen=True, slots=True)
class _Person:
    """Someone in the table: the name (or "I"), the pronoun, the possessive."""

    name: str
    pronoun: str
    own: str


@dataclass
class _Field:
    """What was told of a person and a thing: whether it is true, and where it stands.

    whom    where the person is named; not in `told` when a pronoun is said there
    over    where it was taken back
    """

    true: bool
    told: Span
    whom: Span
    over: Span | None = None

    @property
    def holds(self) -> bool:
        return self.true and self.over is None

    def memories(self) -> list[int]:
        """Where one has to look: who it is, what it is, and that it is over."""
        over = [self.over.memory] if self.over else []
        return [self.whom.memory, self.told.memory, *over]


@dataclass
class _Table:
    kind: _Kind
    people: list[_Person]
    things: list[str]
    lines: list[str] = field(default_factory=list)
    fields: dict[tuple[str, str], _Field] = field(default_factory=dict)
    none: dict[str, _Field] = field(default_factory=dict)  # who was said to have nothing at all
    empty: str = ""  # who has nothing, said or yet to be said
    last: tuple[str, Span] | None = None  # the one person of the line before, and the name there

    def of(self, who: _Person) -> list[tuple[str, _Field]]:
        """A row: the things told of a person."""
        return [(thing, told) for (name, thing), told in self.fields.items() if name == who.name]

    def any_of(self, who: _Person) -> _Field | None:
        """The first told that holds of a person."""
        holding = [told for _, told in self.of(who) if told.holds]
        return min(holding, key=lambda f: (f.told.memory, f.told.start), default=None)

    def tell(
        self, people: list[_Person], things: list[str], rng: random.Random, over: bool = False
    ) -> None:
        """Add a line that tells the same of one or two people and one to three things."""
        first = self.fields.get((people[0].name, things[0]))
        true = first.true if over and first else rng.random() < 0.68
        true = true and all(who.name != self.empty for who in people)
        ways = self.kind.over if over else self.kind.true if true else self.kind.untrue
        whom, places = self._line(ways, people, things, rng)
        for who in people:
            for thing in things:
                if over:
                    self.fields[who.name, thing].over = replace(places[thing], minus=True)
                else:
                    self.fields[who.name, thing] = _Field(true, places[thing], whom[who.name])

    def tell_nothing(self, who: _Person, rng: random.Random) -> None:
        """Add a line that tells that a person has nothing of the kind."""
        whom, _ = self._line(self.kind.nothing, [who], [], rng)
        here = len(self.lines) - 1
        self.none[who.name] = _Field(False, Span(here, 0, len(self.lines[here])), whom[who.name])

    def _line(
        self, ways: tuple[str, ...], people: list[_Person], things: list[str], rng: random.Random
    ) -> tuple[dict[str, Span], dict[str, Span]]:
        """Add a line; where each of the people is named, if only before, and each of the things."""
        several = len(people) > 1
        if several or people[0].name == "I":
            ways = tuple(w for w in ways if "|am" not in w or not several) or ways
        one = people[0]
        if one.name == "I":  # never "suits I"
            ways = tuple(w for w in ways if w.startswith("{s}"))
        way = rng.choice(ways)
        back = not several and self.last is not None and self.last[0] == one.name
        back = back and one.name != "I" and way.startswith("{s}")
        said = one.pronoun if back and rng.random() < 0.5 else ""
        text = _spoken(_spoken(way, one.name == "I" or several), len(things) > 1, "<>")
        leads = _LEADS[:2] if one.name == "I" else _LEADS
        line = _Line(rng.choice(leads) if rng.random() < 0.3 else "")
        if line.text and text.startswith("The "):
            text = "t" + text[1:]
        for piece in text.replace("{s}", "\0").replace("{v}", "\1"):
            if piece == "\0":
                line.put([said] if said else [p.name for p in people])
            elif piece == "\1":
                line.put(things, _joined(line.text, rng))
            else:
                line.text += piece
        memory = len(self.lines)
        self.lines.append(line.done(rng))
        places = {words: Span(memory, *place) for words, place in line.places.items()}
        named = self.last[1] if said and self.last else places[one.name]
        whom = {who.name: named if who == one else places[who.name] for who in people}
        self.last = None if several else (one.name, named)
        return whom, {thing: places[thing] for thing in things}


def _joined(before: str, rng: random.Random) -> str:
    """What joins the last of several things, given the text before them: "and the", "or"."""
    last = " or " if any(word in before for word in _NOT) and rng.random() < 0.6 else " and "
    return last + ("the " if before.lower().endswith("the ") and rng.random() < 0.5 else "")


class _Line:
    """A line in the making, and where people and things stand in it."""

    def __init__(self, lead: str) -> None:
        self.text, self.places = lead, dict[str, tuple[int, int]]()

    def put(self, words: list[str], last: str = " and ") -> None:
        """Write words, joined by commas and, before the last, "and"."""
        comma = ", the " if last.endswith("the ") else ", "
        for number, word in enumerate(words):
            if number:
                self.text += last if number == len(words) - 1 else comma
            self.places[word] = (len(self.text), len(self.text) + len(word))
            self.text += word

    def done(self, rng: random.Random) -> str:
        """The line as typed."""
        end = "" if rng.random() < 0.2 else rng.choice("...!")
        return self.text[0].upper() + self.text[1:] + end


def _spoken(template: str, plain: bool, marks: str = "[]") -> str:
    """Take the form for one person, or the plain one for "I" and several."""
    out, rest = "", template
    while marks[0] in rest:
        before, _, rest = rest.partition(marks[0])
        choice, _, rest = rest.partition(marks[1])
        out += before + choice.split("|")[1 if plain else 0]
    return out + rest


def generate(rng: random.Random) -> list[Example]:
    """One table told, with another's lines and small talk among them, and a few questions."""
    kind = rng.choice(_KINDS)
    mine = "my {v}" in kind.true[0]  # nobody borrows his own
    table = _Table(kind, _people(rng, with_me=not mine), _things(kind, rng))
    if rng.random() < _EMPTY:
        table.empty = rng.choice(table.people).name
    pairs = [(who, thing) for who in table.people for thing in table.things]
    rng.shuffle(pairs)
    asked: list[Example] = []
    if rng.random() < 0.5:  # told person by person, so that pronouns find their place
        pairs.sort(key=lambda pair: pair[0].name)
    for who, thing in pairs[: rng.randint(4, 9)]:
        if who.name == table.empty and who.name not in table.none and rng.random() < 0.6:
            table.tell_nothing(who, rng)
            continue
        if (who.name, thing) in table.fields:
            continue
        _tell(table, who, thing, rng)
        if rng.random() < 0.15:
            table.lines.append(rng.choice(CHAT))
            table.last = None
        if rng.random() < 0.08:
            asked += _ask(table, rng)[:1]
    for who in table.people:
        if who.name == table.empty and who.name not in table.none:
            table.tell_nothing(who, rng)
    return asked + _ask(table, rng)


def _tell(table: _Table, who: _Person, thing: str, rng: random.Random) -> None:
    roll = rng.random()
    people, things = [who], [thing]
    if roll < 0.3:
        more = [t for t in table.things if t != thing and (who.name, t) not in table.fields]
        things += more[: 2 if roll < 0.1 else 1]
    elif roll < 0.4:
        others = [p for p in table.people if p != who and (p.name, thing) not in table.fields]
        others = [p for p in others if "I" not in (p.name, who.name) and p.name != table.empty]
        people += others[:1] if who.name != table.empty else []
    table.tell(people, things, rng)
    if table.kind.over and rng.random() < 0.15:
        true = [(p, t) for p in table.people for t, told in table.of(p) if told.holds]
        if true:
            gone, what = rng.choice(true)
            table.last = None
            table.tell([gone], [what], rng, over=True)


def _people(rng: random.Random, with_me: bool = True) -> list[_Person]:
    people = {}
    if with_me and rng.random() < 0.35:
        people["I"] = _Person("I", "I", "my")
    while len(people) < 3:
        name, gender = person(rng)
        pronoun, own = {"f": ("she", "her"), "m": ("he", "his")}.get(gender, ("they", "their"))
        if gender != "n":
            people[name] = _Person(name, pronoun, own)
    return list(people.values())[: rng.choice((2, 3, 3))]


def _things(kind: _Kind, rng: random.Random) -> list[str]:
    things: dict[str, None] = {}
    while len(things) < 5:
        things[VALUES[kind.bank](rng)] = None
    return list(things)


def _ask(table: _Table, rng: random.Random) -> list[Example]:
    """A row or two, a column, how many, and two fields; those among them that can be answered, and
    those that were never told."""
    kind, people = table.kind, table.people
    told = tuple(Told(line) for line in table.lines)
    asks = _Asks(told, f"ledger {kind.row[0]}", rng)
    for who in rng.sample(people, min(2, len(people))):
        if who.name in table.none:
            continue  # "nothing", or "everything", is no list
        row = table.of(who)
        true = rng.random() < 0.7
        ways = kind.row if true else kind.other_row
        fits = [f for _, f in row if (f.holds if true else not f.true)]
        gone = [f for _, f in row if true and f.over]
        question = _about(rng.choice(ways), who)
        if fits:
            asks.listed(question, [f.told for f in fits], [*fits, *gone])
        elif not gone:
            asks.untold(question)
    who = rng.choice(people)
    counted = [f for _, f in table.of(who) if f.true]
    less = any(f.over for f in counted)
    if len(counted) > 1 and not (less and kind.bank == "weekday"):  # days are not taken from days
        terms = [s for f in counted for s in (f.told, f.over) if s is not None]
        asks.counted(_about(rng.choice(kind.many), who), terms, counted)
    thing = rng.choice(table.things)
    column = [f for (_, t), f in table.fields.items() if t == thing]
    question = rng.choice(kind.column).replace("{v}", thing)
    if any(f.holds for f in column):
        holding = [f for f in column if f.holds]
        asks.listed(question, [f.whom for f in holding], [f for f in column if f.true])
    elif not column:
        asks.untold(question)
    for who in rng.sample(people, min(2, len(people))):
        thing = rng.choice(table.things)
        question = _about(rng.choice(kind.field), who).replace("{v}", thing)
        held = table.fields.get((who.name, thing)) or table.none.get(who.name)
        if held is None:
            asks.untold(question)
        else:
            asks.decided(question, "yes" if held.holds else "no", held)
    _ask_any(table, asks, rng)
    return asks.examples


def _ask_any(table: _Table, asks: _Asks, rng: random.Random) -> None:
    """Who has anything of the kind, who has nothing, how many have, and whether one has.

    Of whom everything was taken back is neither among those who have any nor those who have none.
    """
    kind, people = table.kind, table.people
    group = "us" if any(who.name == "I" for who in people) else "them"
    holding = [held for held in (table.any_of(who) for who in people) if held]
    holding.sort(key=lambda f: (f.told.memory, f.told.start))
    lost = {who.name for who in people if any(f.over for _, f in table.of(who))}
    lost -= {who.name for who in people if table.any_of(who)}
    never = not any(f.true for f in table.fields.values())
    question = rng.choice(kind.anyone).replace("{g}", group)
    if holding and rng.random() < 0.7:
        asks.listed(question, [f.whom for f in holding], holding)
    elif never and not table.none:
        asks.untold(question)
    question = rng.choice(kind.nobody)
    if table.none and rng.random() < 0.8:
        asks.listed(question, [f.whom for f in table.none.values()], table.none.values())
    elif not table.none and not lost and rng.random() < 0.4:
        asks.untold(question)
    question = rng.choice(kind.people).replace("{g}", group)
    if holding and rng.random() < 0.4:
        asks.counted(question, [f.whom for f in holding], holding)
    for who in rng.sample(people, 1 if rng.random() < 0.7 else 2):
        question = _about(rng.choice(kind.any), who)
        held = table.any_of(who)
        if held:
            asks.decided(question, "yes", held)
        elif who.name in table.none:
            asks.decided(question, "no", table.none[who.name])
        elif who.name not in lost:
            asks.untold(question)


def _about(template: str, who: _Person) -> str:
    plain = who.name == "I"
    text = _spoken(template, plain).replace("{o}", who.own if plain else f"{who.name}'s")
    if plain:  # "What could I cook for me?"
        text = text.replace("for {s}", "for me").replace("with {s}", "with me")
        text = text.replace("from {s}", "from me").replace("suit {s}", "suit me")
        text = (
            text.replace("scares {s}", "scares me")
            .replace("scare {s}", "scare me")
            .replace("to {s}", "to me")
        )
        text = text.replace("give {s}", "give me").replace("has {s}", "have {s}")
    text = text.replace("{s}", who.name)
    return text[0].upper() + text[1:]


class _Asks:
    """Questions on what was told so far."""

    def __init__(self, told: tuple[Told, ...], group: str, rng: random.Random) -> None:
        self.examples: list[Example] = []
        self._told, self._group, self._rng = told, group, rng

    def listed(self, question: str, spans: list[Span], fields: Iterable[_Field]) -> None:
        """Asked for all of these, in told order; the one named twice counts once."""
        ordered = sorted(dict.fromkeys(spans), key=lambda s: (s.memory, s.start))
        self._add(question, "span", tuple(ordered), fields)

    def counted(self, question: str, terms: list[Span], fields: Iterable[_Field]) -> None:
        """Asked how many: those that came less those that went."""
        ordered = tuple(sorted(terms, key=lambda s: (s.memory, s.start)))
        number = sum(-1 if s.minus else 1 for s in ordered)
        self._add(question, "number", ordered, fields, number)

    def decided(self, question: str, kind: AnswerKind, told: _Field) -> None:
        """Asked about one field."""
        self._add(question, kind, (), [told])

    def untold(self, question: str) -> None:
        """Now and then, asked about what was never told."""
        if self._rng.random() < _UNTOLD:
            self._add(question, "unknown", (), [])

    def _add(
        self,
        question: str,
        kind: AnswerKind,
        spans: tuple[Span, ...],
        fields: Iterable[_Field],
        number: int | None = None,
    ) -> None:
        supports = tuple(dict.fromkeys(m for f in fields for m in f.memories()))
        if len(supports) <= _MOST_SUPPORTS:
            asked = careless_question(question, self._rng)
            self.examples.append(
                Example(self._told, asked, kind, supports, spans, number, "sim/ledger", self._group)
            )
