"""The reader: O's second stage and R in one pass over the question and its candidate memories.

A MiniLM backbone (Wang et al. 2020; its upper layers tuned here) reads the packed sequence of
`agent.packing`. On its states stand the parts of a memory network (Weston, Chopra, Bordes 2014):

O   s_O(x, m_i): the state s_t of hop t is matched with every slot, and with "stop", a slot of
    its own (m_∅ in the paper): o_t = argmax_i s_tᵀ U m_i + s_tᵀ T φ(i, o_{t-1}), φ saying which
    of the two was told first (section 3.4 there; `agent.slot_order`). The next state is made from
    the last one and what was found, s_{t+1} = GRU(m_{o_t}, s_t), so hop 2 is conditioned on the
    question and on hop 1; choosing m_∅ ends the chain.
R   s_R([x, m_o1, …], w): spans inside the slots that O read compete with the small vocabulary
    (yes, no, "I don't know"); several spans make a list, or are added up to a number: those
    marked plus less those marked minus, as in NAQANet (Dua et al. 2019, section 6.2).

Both are trained with a margin ranking loss in its soft form (`agent.training.ranking`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import torch
from torch import Tensor, nn

from agent.amounts import AMOUNT_KINDS
from agent.backbone import backbone
from agent.comparing import AMOUNT_FACTS, Compared
from agent.packing import OUTSIDE, PLACES, Packed
from agent.slot_order import AmongSlots, WrittenAt

if TYPE_CHECKING:
    from transformers import BertModel

KINDS = ("span", "list", "yes", "no", "number", "unknown")
_YES_AGAINST_NO = torch.tensor([float(k == "yes") - float(k == "no") for k in KINDS])
PLACE_SCORES = 4  # start, end, inside, minus
MAX_HOPS = 8
TUNED_LAYERS = 4
READ_EARLIER, READ_LAST = 1, 2
NEVER = -1e4  # a score no softmax or argmax ever picks; finite, so that bfloat16 keeps it


@dataclass(frozen=True)
class ReaderInput:
    """A padded batch: B sequences of L tokens over at most N memories.

    ids, types (B, L) int64; mask (B, L) bool, True on tokens; memory (B, L) int64, -1 outside
    memories; words (B, L) bool, True where a span may begin or end; orders (B, L) int64, the
    places of amounts among their kind; amounts (B, A, AMOUNT_FACTS) int64, see `agent.comparing`;
    markers (B, N) int64; slots (B, N) bool, True where a memory stands.
    """

    ids: Tensor
    types: Tensor
    mask: Tensor
    memory: Tensor
    words: Tensor
    orders: Tensor
    amounts: Tensor
    markers: Tensor
    slots: Tensor

    @classmethod
    def stack(cls, packed: Sequence[Packed]) -> ReaderInput:
        """Pad sequences to one batch."""
        length = max(len(p.ids) for p in packed)
        count = max(1, *(len(p.markers) for p in packed))
        most = max(1, *(len(p.amounts) for p in packed))
        shape = (len(packed), length)
        ids, types, orders = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
        memory = torch.full(shape, -1)
        amounts = torch.full((len(packed), most, AMOUNT_FACTS), -1)
        mask, words = torch.zeros(shape, dtype=torch.bool), torch.zeros(shape, dtype=torch.bool)
        markers = torch.zeros((len(packed), count), dtype=torch.long)
        slots = torch.zeros((len(packed), count), dtype=torch.bool)
        for row, p in enumerate(packed):
            n, m = len(p.ids), len(p.markers)
            ids[row, :n] = torch.tensor(p.ids)
            types[row, :n] = torch.tensor(p.types)
            memory[row, :n] = torch.tensor(p.memory)
            orders[row, :n] = torch.tensor(p.orders)
            if p.amounts:
                amounts[row, : len(p.amounts)] = torch.tensor(p.amounts)
            mask[row, :n] = True
            words[row, :n] = torch.tensor([place != OUTSIDE for place in p.offsets])
            markers[row, :m] = torch.tensor(p.markers, dtype=torch.long)
            slots[row, :m] = True
        return cls(ids, types, mask, memory, words, orders, amounts, markers, slots)


class States(NamedTuple):
    """What the backbone made of a batch: tokens (B, L, D), question (B, D), slots (B, N, D)."""

    tokens: Tensor
    question: Tensor
    slots: Tensor


class Choice(NamedTuple):
    """R's scores: kind (B, 6); start, end, and being part of a list or sum (inside) or of what
    is taken from a sum (minus), each (B, L), NEVER outside read slots."""

    kind: Tensor
    start: Tensor
    end: Tensor
    inside: Tensor
    minus: Tensor


class OutputHead(nn.Module):
    """O over the reader's states: one score a slot and one for stopping, hop by hop."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = nn.Linear(width, width)
        self.match = nn.Linear(width, width, bias=False)
        self.stop = nn.Linear(2 * width, 1)
        self.step = nn.GRUCell(width, width)
        self.when = WrittenAt(width)
        self.scale = width**-0.5

    def begin(self, states: States) -> Tensor:
        """s_1 (B, D) from the question."""
        return torch.tanh(self.first(states.question))

    def scores(self, state: Tensor, states: States, free: Tensor, last: Tensor) -> Tensor:
        """s_O of every slot, and of stopping, in the last column: (B, N + 1).

        `free` (B, N) is False for slots that are padding or were read at an earlier hop; `last`
        (B,) is the slot read at the hop before, or the number of slots at hop 1.
        """
        match = torch.einsum("bd,bnd->bn", self.match(state), states.slots) * self.scale
        match = match + self.when(state, last, match.shape[1])
        stop = self.stop(torch.cat([state, states.question], dim=-1))
        return torch.cat([match.masked_fill(~free, NEVER), stop], dim=-1)

    def advance(self, state: Tensor, states: States, chosen: Tensor) -> Tensor:
        """s_{t+1} (B, D) after reading slot `chosen` (B,) int64."""
        index = chosen.view(-1, 1, 1).expand(-1, 1, states.slots.shape[-1])
        return cast(Tensor, self.step(states.slots.gather(1, index).squeeze(1), state))


class ResponseHead(nn.Module):
    """R over the reader's states, conditioned on which slots O read and on its last state."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.role = nn.Embedding(3, width)
        self.compared = Compared(2 * width, PLACE_SCORES)
        self.condition = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.place = nn.Sequential(
            nn.Linear(width, width), nn.GELU(), nn.Linear(width, PLACE_SCORES)
        )
        self.summary = nn.Sequential(nn.Linear(3 * width, width), nn.GELU())
        self.kind = nn.Linear(width, len(KINDS))
        self.fits = nn.Linear(width, len(KINDS))  # starts at zero: what a reader without it did
        nn.init.zeros_(self.fits.weight)
        nn.init.zeros_(self.fits.bias)

    def forward(self, batch: ReaderInput, states: States, state: Tensor, roles: Tensor) -> Choice:
        """Score every answer. `roles` (B, N): 0 not read, READ_EARLIER or READ_LAST."""
        inside_memory = batch.memory >= 0
        role = roles.gather(1, batch.memory.clamp(min=0)) * inside_memory
        tokens = self.norm(states.tokens + self.role(role) + self.condition(state).unsqueeze(1))
        allowed = batch.words & (role > 0)
        asked = torch.cat([states.question, state], dim=-1)
        pull, yes = self.compared(asked, batch.amounts, batch.memory, role, READ_LAST)
        place = (self.place(tokens) + pull).masked_fill(~allowed.unsqueeze(-1), NEVER)
        read = (roles > 0).to(states.slots.dtype).unsqueeze(-1)
        mean = (states.slots * read).sum(1) / read.sum(1).clamp(min=1)
        # Means hide a single wrong word; whether anything was told shows at the likeliest place.
        likeliest = place[..., 0].detach().softmax(-1).unsqueeze(1).to(tokens.dtype)
        kind = self.kind(self.summary(torch.cat([asked, mean], dim=-1)))
        kind = kind + self.fits((likeliest @ tokens).squeeze(1))
        kind = kind + yes.unsqueeze(-1) * _YES_AGAINST_NO.to(kind)
        return Choice(kind, *place.unbind(-1))


class Reader(nn.Module):
    """Backbone, output head and response head.

    Args:
        backbone: a BERT-shaped encoder of width D; `Reader.create` takes the bundled MiniLM.
    """

    def __init__(self, backbone: BertModel) -> None:
        super().__init__()
        width = int(backbone.config.hidden_size)
        self.backbone = backbone
        self.order = nn.Embedding(1 + AMOUNT_KINDS * PLACES, width, padding_idx=0)
        nn.init.zeros_(self.order.weight)
        self.slot = nn.Linear(2 * width, width)
        self.among = AmongSlots(width)
        self.output = OutputHead(width)
        self.response = ResponseHead(width)

    @classmethod
    def create(cls) -> Reader:
        """Return an untrained reader on the bundled backbone, its lower layers frozen."""
        # Drawing dropout's masks took a third of the training time on a CPU, and one pass over
        # ever new stories leaves little to overfit.
        return cls(backbone(TUNED_LAYERS, dropout=0.0))

    def encode(self, batch: ReaderInput) -> States:
        """Run the backbone; a slot's vector is made of its marker and the mean of its words.

        Words of an amount carry its place among the others, so that more and less can be read.
        It joins above the frozen layers: below them, training would have to go back through all.
        """
        tokens = self.backbone.embeddings(input_ids=batch.ids, token_type_ids=batch.types)
        seen = batch.mask[:, None, None, :]
        layers = self.backbone.encoder.layer
        for number, layer in enumerate(layers):
            if number == len(layers) - TUNED_LAYERS:
                tokens = tokens + self.order(batch.orders)
            tokens = layer(tokens, seen)
        width, count = tokens.shape[-1], batch.markers.shape[1]
        marker = tokens.gather(1, batch.markers.unsqueeze(-1).expand(-1, -1, width))
        belongs = batch.memory.unsqueeze(1) == torch.arange(count).view(1, -1, 1)
        share = belongs.to(tokens.dtype)
        mean = share @ tokens / share.sum(-1, keepdim=True).clamp(min=1)
        slots = torch.tanh(self.slot(torch.cat([marker, mean], dim=-1)))
        return States(tokens, tokens[:, 0], self.among(slots, batch.slots))

    def trained_state(self) -> dict[str, Tensor]:
        """The tensors that training changed: all but the frozen part of the backbone."""
        learned = {name for name, p in self.named_parameters() if p.requires_grad}
        return {name: t for name, t in self.state_dict().items() if name in learned}
