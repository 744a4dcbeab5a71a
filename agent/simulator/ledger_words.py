"""The words of `agent.simulator.ledgers`: each kind of table, how it is told, and asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
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


def _k(bank: str, *texts: str) -> Kind:
    parts = [tuple(part.strip() for part in text.split("/") if part.strip()) for text in texts]
    return Kind(bank, *parts)


KINDS = (
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
