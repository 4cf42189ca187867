"""The matching engine: from bank lines and open items to ranked proposals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import rules
from .by_mention import mention_proposals
from .by_payer import amount_proposals, payer_proposals
from .index import ItemIndex
from .payer import Payers
from .values import BankLine, Knowledge, OpenItem, Proposal, Settings

MAX_ROUNDS = 3


@dataclass(frozen=True)
class Outcome:
    """What came of a line: the match to post (if sure) and the ranked proposals."""

    line: int
    post: Proposal | None
    proposals: tuple[Proposal, ...]


def decide(proposals: Sequence[Proposal], settings: Settings) -> Proposal | None:
    """Return the proposal that may be posted by itself, or None.

    It must reach the threshold and lead clearly over every proposal for other
    items, else a person decides.
    """
    if not proposals:
        return None
    best = proposals[0]
    if best.ambiguous or best.score < settings.threshold:
        return None
    for other in proposals[1:]:
        differs = set(other.items) != set(best.items)
        if differs and best.score - other.score < rules.LEAD:
            return None
    return best


class Matcher:
    """Matches many lines against many items; what is used up is not used twice."""

    def __init__(
        self,
        items: Iterable[OpenItem],
        knowledge: Knowledge | None = None,
        settings: Settings | None = None,
    ) -> None:
        """Index the items; ``knowledge`` and ``settings`` have sober defaults."""
        self.index = ItemIndex(items)
        self.payers = Payers(knowledge or Knowledge(), self.index)
        self.settings = settings or Settings()

    def proposals(self, line: BankLine) -> list[Proposal]:
        """Return the ranked proposals for one line, best first."""
        if not line.amount:
            return []
        found = mention_proposals(line, self.index, self.payers, self.settings)
        found += payer_proposals(line, self.index, self.payers, self.settings)
        if not found:
            found = amount_proposals(line, self.index)
        best: dict[frozenset[int], Proposal] = {}
        for proposal in found:
            key = frozenset(proposal.items)
            if key not in best or proposal.score > best[key].score:
                best[key] = proposal
        return sorted(best.values(), key=lambda one: -one.score)[: self.settings.keep]

    def run(self, lines: Sequence[BankLine]) -> list[Outcome]:
        """Match all lines, the surest first, and return one outcome per line."""
        posted: dict[int, Proposal] = {}
        left = {line.id: line for line in lines}
        for _round in range(MAX_ROUNDS):
            sure = self._sure(left.values())
            for line_id in sure:
                proposal = decide(self.proposals(left[line_id]), self.settings)
                if proposal:
                    self._consume(left.pop(line_id), proposal)
                    posted[line_id] = proposal
            if not sure:
                break
        return [self._outcome(line, posted.get(line.id)) for line in lines]

    def _sure(self, lines: Iterable[BankLine]) -> list[int]:
        ranked: list[tuple[int, int]] = []
        for line in lines:
            proposal = decide(self.proposals(line), self.settings)
            if proposal:
                ranked.append((-proposal.score, line.id))
        return [line_id for _score, line_id in sorted(ranked)]

    def _outcome(self, line: BankLine, posted: Proposal | None) -> Outcome:
        if posted:
            return Outcome(line.id, posted, (posted,))
        return Outcome(line.id, None, tuple(self.proposals(line)))

    def _consume(self, line: BankLine, proposal: Proposal) -> None:
        """Take the payment off its items, oldest first; a written off rest too."""
        left = line.amount
        written_off = abs(proposal.difference) <= self.settings.difference
        for item_id in proposal.items:
            open_amount = self.index.open[item_id]
            if written_off and proposal.difference < 0:
                used = open_amount
            else:
                used = min(left, open_amount, key=abs)
            self.index.consume(item_id, used)
            left -= used
