"""The words of `agent.simulator.tallies`: what is counted, how its numbers change and are asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Domain:
    """Kinds of things (singular, plural) that stand together at a place.

    changes     labels of what may happen to them
    together    what they all are, "" when nobody says so
    """

    name: str
    at: str
    kinds: tuple[tuple[str, str], ...]
    together: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A way to come or go. {s} is the owner, {o} "me", {who} somebody else, {he} his pronoun; {n}
    is "two", {nk} "two chairs", {m} "another two", {mk} "two more chairs", {ks} "chairs";
    "[was|were]" is for one thing and several. `brief` names no kind; `ask` asks how many, `whom`
    who it was."""

    minus: bool
    full: tuple[str, ...]
    brief: tuple[str, ...]
    ask: tuple[str, ...]
    whom: tuple[str, ...]


def _d(name: str, at: str, kinds: str, together: str, changes: str) -> Domain:
    pairs = (kind.partition("/") for kind in kinds.split(", "))
    both = tuple((one, many or one + "s") for one, _, many in pairs)
    return Domain(name, at, both, together, tuple(changes.split()))


def _c(sign: str, *texts: str) -> Change:
    full, brief, ask, whom = (
        tuple(part.strip() for part in text.split("/") if part.strip()) for text in texts
    )
    return Change(sign == "-", full, brief, ask, whom)


GOODS = "sell lose break give lend buy get find"
STORES = "sell lose use give buy get"
DOMAINS = (
    _d("furniture", "in the barn", "chair, table, sofa, wardrobe, bench/benches, stool", "pieces of furniture", GOODS),
    _d("pets", "at home", "cat, dog, rabbit, hamster, parrot, tortoise", "pets", "flee die give get adopt"),
    _d("farm", "on the farm", "goat, sheep/sheep, hen, duck, pig, pony/ponies", "animals", "sell flee die give buy get adopt"),
    _d("plants", "in the greenhouse", "fern, cactus/cacti, orchid, rose bush/rose bushes, lemon tree", "plants", "sell die give buy get plant"),
    _d("tools", "in the shed", "hammer, saw, drill, spade, rake", "tools", GOODS),
    _d("bottles", "in the cellar", "bottle of cider/bottles of cider, bottle of wine/bottles of wine, bottle of juice/bottles of juice", "bottles", STORES + " break"),
    _d("tickets", "in the drawer", "concert ticket, raffle ticket, train ticket, cinema ticket", "tickets", "sell lose give buy get find"),
    _d("stamps", "in the album", "French stamp, Swiss stamp, Indian stamp, Cuban stamp", "stamps", "sell lose give buy get find"),
    _d("books", "on the shelf", "novel, cookbook, atlas/atlases, comic, dictionary/dictionaries", "books", "sell lose give lend buy get find"),
    _d("bikes", "in the garage", "bike, scooter, tricycle, skateboard", "", GOODS),
    _d("candles", "in the cupboard", "red candle, white candle, tea light, beeswax candle", "candles", STORES),
    _d("jars", "in the pantry", "jar of jam/jars of jam, jar of honey/jars of honey, jar of pickles/jars of pickles", "jars", STORES + " break"),
    _d("eggs", "in the fridge", "brown egg, white egg, duck egg", "eggs", "use give buy get break"),
    _d("boxes", "in the attic", "cardboard box/cardboard boxes, wooden crate, suitcase, basket", "", "sell give lend buy get find"),
    _d("bakery", "on the counter", "loaf/loaves, bun, bagel, pretzel", "", "sell use give get"),
    _d("crockery", "in the kitchen", "cup, plate, bowl, glass/glasses, saucer", "pieces of crockery", GOODS),
    _d("instruments", "in the music room", "guitar, drum, flute, violin, trumpet", "instruments", GOODS),
    _d("clothes", "in the wardrobe", "jumper, skirt, coat, hat, scarf/scarves", "pieces of clothing", "sell lose give lend buy get find"),
    _d("boats", "at the jetty", "canoe, rowing boat, kayak, pedal boat", "boats", "sell lend buy get"),
    _d("camping", "in the van", "tent, sleeping bag, lantern, folding chair", "", GOODS),
    _d("class", "in the class", "boy, girl", "children", "leave join"),
    _d("guests", "at the inn", "adult, child/children", "guests", "leave join"),
    _d("choir", "in the choir", "soprano, alto, tenor, bass/basses", "singers", "leave join"),
)  # fmt: skip
PEOPLE = ("class", "guests", "choir")
CHANGES = {
    "sell": _c("-", "{s} sold {nk} / {s} sold {n} of the {ks} / {n} of the {ks} [was|were] sold",
               "{s} sold {n} of them / {s} sold {n} / {n} of them [was|were] sold",
               "How many {ks} did {s} sell? / How many of the {ks} [was|were] sold?", ""),
    "lose": _c("-", "{s} lost {nk} / {s} lost {n} of the {ks} / {n} of the {ks} got lost",
               "{s} lost {n} of them / {n} of them got lost",
               "How many {ks} did {s} lose? / How many of the {ks} got lost?", ""),
    "break": _c("-", "{n} of the {ks} broke / {s} broke {nk}",
                "{n} of them broke / {s} broke {n} of them", "How many {ks} broke? / How many of the {ks} got broken?", ""),
    "use": _c("-", "{s} used up {nk} / {s} used up {n} of the {ks} / {s} used {n} of the {ks} yesterday",
              "{s} used up {n} of them / {s} used up {n}", "How many {ks} did {s} use up?", ""),
    "die": _c("-", "{n} of the {ks} died / {nk} died over the winter", "{n} of them died",
              "How many {ks} died? / How many of the {ks} died?", ""),
    "flee": _c("-", "{n} of the {ks} ran away / {n} of the {ks} got out and never came back",
               "{n} of them ran away", "How many {ks} ran away? / How many of the {ks} got away?", ""),
    "leave": _c("-", "{n} of the {ks} left / {n} of the {ks} had to leave / {nk} left early this morning", "{n} of them left",
                "How many {ks} have left? / How many {ks} went away?", ""),
    "give": _c("-", "{s} gave {who} {nk} / {s} gave {n} of the {ks} to {who} / {who} got {n} of the {ks} from {o}",
               "{s} gave {who} {n} / {s} gave {n} of them to {who} / {s} let {who} have {n}",
               "How many {ks} did {s} give {who}? / How many {ks} did {who} get from {o}?",
               "Who did {s} give {ks} to? / Who got {ks} from {o}?"),
    "lend": _c("-", "{s} lent {who} {nk} / {who} borrowed {nk} / {s} lent {n} of the {ks} to {who}",
               "{s} lent {who} {n} / {who} borrowed {n} of them",
               "How many {ks} did {s} lend {who}? / How many {ks} did {who} borrow?",
               "Who borrowed {ks}? / Who did {s} lend {ks} to?"),
    "back": _c("+", "{who} brought back {nk} / {s} took {nk} back from {who} / {who} returned {n} of the {ks}",
               "{he} brought back {n} / {s} took {n} back from {who} / {he} returned {n}",
               "How many {ks} did {who} bring back? / How many {ks} did {s} get back from {who}?", ""),
    "buy": _c("+", "{s} bought {mk} / {s} bought {nk} / {s} went out and bought {mk}",
              "{s} bought {m} / {s} went and bought {m}", "How many {ks} did {s} buy? / How many more {ks} did {s} buy?", ""),
    "get": _c("+", "{who} gave {o} {nk} / {s} got {mk} from {who} / {who} brought {o} {mk}",
              "{s} got {m} from {who} / {who} gave {o} {m}",
              "How many {ks} did {s} get from {who}? / How many {ks} did {who} give {o}?",
              "Who gave {o} {ks}? / Who did {s} get {ks} from?"),
    "find": _c("+", "{s} found {mk} / {s} came across {mk}", "{s} found {m}",
               "How many {ks} did {s} find? / How many more {ks} did {s} find?", ""),
    "adopt": _c("+", "{s} took in {mk} / {s} took in {nk} / {s} adopted {mk}", "{s} took in {m}",
                "How many {ks} did {s} take in?", ""),
    "plant": _c("+", "{s} planted {mk} / {s} potted {mk}", "{s} planted {m}", "How many {ks} did {s} plant?", ""),
    "join": _c("+", "{mk} joined / {mk} turned up / {mk} arrived today", "{m} turned up / {m} joined / {m} arrived today",
               "How many {ks} joined? / How many more {ks} came?", ""),
}  # fmt: skip
NEVER = (
    "{s} thought about selling {n} of the {ks}", "{s} nearly sold {nk}", "{s} almost lost {nk}",
    "{s} wanted to buy {mk}, but [it was|they were] gone already", "{who} has {nk} too",
    "{who} asked for {n} of the {ks}, but {s} said no", "{s} nearly gave {who} {nk}",
    "{s} might buy {mk} soon", "{who} wanted to give {o} {mk}, but nothing came of it",
)  # fmt: skip
NEVER_PEOPLE = ("{n} of the {ks} wanted to leave, but stayed", "{mk} might join next month",
                 "{n} of the {ks} nearly left", "{mk} wanted to join, but there was no room")  # fmt: skip
OPEN = (
    "{s} [has|have] {list} {at}", "{s} [keeps|keep] {list} {at}", "{s} counted {list} {at}",
    "{at}, {s} [has|have] {list}", "{s} [has|have] {list}", "{s} started out with {list} {at}",
)  # fmt: skip
OPEN_BARE = ("There are {list} {at}", "{list} {at}", "{at} there are {list}", "{list}, all {at}")
OPEN_PEOPLE = ("There are {list} {at}", "{list} {at}", "{s} [has|have] {list} {at}")
THEN = ("{s} also [has|have] {list}", "Then there [is|are] {list}", "Plus {list}", "And {list}")
NOW = ("How many {ks} [does|do] {s} have now?", "How many {ks} [does|do] {s} have?",
        "How many {ks} are there {at} now?", "How many {ks} has {s} got?",
        "How many {ks} [does|do] {s} have at the moment?")  # fmt: skip
LEFT = ("How many {ks} [does|do] {s} still have?", "How many {ks} are left?",
         "How many {ks} [does|do] {s} have left?", "How many {ks} remain?")  # fmt: skip
HERE = ("How many {ks} are there {at} now?", "How many {ks} are left {at}?",
         "How many {ks} are still {at}?")  # fmt: skip  # when some are lent
NOW_PEOPLE = (
    "How many {ks} are there {at} now?",
    "How many {ks} are there {at}?",
    "How many {ks} are {at} at the moment?",
)
LEFT_PEOPLE = ("How many {ks} are left?", "How many {ks} are still {at}?")
FIRST = ("How many {ks} did {s} have at first?", "How many {ks} did {s} have in the beginning?",
          "How many {ks} did {s} start with?")  # fmt: skip
FIRST_PEOPLE = ("How many {ks} were there at first?", "How many {ks} were there in the beginning?")
ALL = ("How many {ks} [does|do] {s} have in all?", "How many {ks} [does|do] {s} have altogether?",
        "How many {ks} are there {at} in total?")  # fmt: skip
ALL_PEOPLE = ("How many {ks} are there {at} in all?", "How many {ks} are there altogether {at}?")
