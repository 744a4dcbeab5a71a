"""The reader's losses: what is right to answer from the slots that were read."""

from __future__ import annotations

import torch

from agent.reader import KINDS, READ_EARLIER, READ_LAST, ReaderInput, ResponseHead, States
from agent.story import Example, Span, Told
from agent.training.batches import Targets, collate, prepare
from agent.training.reader import _reachable

TOLD = (Told("Tom has a cat."), Told("Mia has a dog."), Told("The cat is grey."))
SPAN = Example(TOLD, "What colour is Tom's cat?", "span", (0, 2), (Span(2, 11, 15),))
LIST = Example(TOLD, "Which pets?", "span", (0, 1), (Span(0, 10, 13), Span(1, 10, 13)))
YES = Example(TOLD, "Is Tom's cat grey?", "yes", (0, 2))
UNTOLD = Example(TOLD, "How old is Mia?", "unknown")


def batch() -> tuple[ReaderInput, Targets]:
    prepared = [prepare(example) for example in (SPAN, LIST, YES, UNTOLD)]
    return collate([item for item in prepared if item is not None])


def reached(roles: list[int]) -> tuple[list[str], list[float]]:
    """Kinds that are right, and weights, when these slots were read in every row."""
    inputs, gold = batch()
    targets, counted = _reachable(gold, inputs, torch.tensor([roles] * 4))
    return [KINDS[kind] for kind in targets.kind.tolist()], counted.tolist()


def test_what_was_read_decides_what_is_right() -> None:
    everything = [READ_EARLIER, READ_EARLIER, READ_LAST]
    assert reached(everything) == (["span", "list", "yes", "unknown"], [1, 1, 1, 1])
    assert reached([0, 0, READ_LAST]) == (["span", "unknown", "unknown", "unknown"], [1, 1, 1, 1])
    # Of a list half read nothing is asked.
    assert reached([READ_LAST, 0, 0]) == (["unknown", "list", "unknown", "unknown"], [1, 0, 1, 1])


def test_the_likeliest_word_has_a_say_in_what_is_unknown() -> None:
    """Of equal means, the token that would be answered decides; untrained it changes nothing."""
    torch.manual_seed(0)
    inputs, _ = batch()
    width = 8
    head = ResponseHead(width)
    shape = (*inputs.ids.shape, width)
    count = inputs.slots.shape[1]
    states = States(torch.randn(shape), torch.randn(4, width), torch.randn(4, count, width))
    state, roles = torch.randn(4, width), torch.full((4, count), READ_LAST)
    before = head(inputs, states, state, roles).kind
    unknown = KINDS.index("unknown")
    with torch.no_grad():
        head.fits.weight[unknown] = torch.randn(width)
    after = head(inputs, states, state, roles).kind
    changed = (after - before).abs() > 1e-6
    assert changed[:, unknown].all()
    assert not changed[:, [i for i in range(len(KINDS)) if i != unknown]].any()
    gone = states._replace(tokens=states.tokens.clone())
    place = head(inputs, states, state, roles).start[0].argmax()
    gone.tokens[0, place] = -gone.tokens[0, place]
    assert head(inputs, gone, state, roles).kind[0, unknown] != after[0, unknown]
