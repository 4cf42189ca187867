"""Refunds of a nexo terminal by the reference of their sale, parts of it too."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from nexo_support import ask_until_known, driver, perform, simulator

from garage_iot.devices.base import InDoubt, Order
from garage_iot.simulators.nexo import NexoSimulator
from garage_iot.simulators.switches import Mode


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[NexoSimulator]:
    found = simulator(tmp_path, mode=Mode("approve", 0.0))
    yield found
    found.stop()


def play(terminal: NexoSimulator, mode: str) -> None:
    terminal.switches.set_next(Mode(mode, 0.0))


def test_parts_of_a_sale_go_back_by_its_reference_until_nothing_is_left(terminal):
    box = driver(terminal.port, refund_by_reference=True)
    sale = perform(box).result.as_dict()

    parts = [
        perform(box, Order("refund", amount, "EUR", sale, number=43 + place))
        for place, amount in enumerate((990, 3000, 1001, 1000))
    ]

    assert [part.state for part in parts] == [
        "approved", "approved", "failed", "approved",
    ]  # fmt: skip
    assert (parts[0].result.amount, terminal.ledger.charged()) == (990, 0)
    sent = terminal.requests[1].body
    assert (sent["ReversedAmount"], sent["SaleData"]["SaleToAcquirerData"]) == (
        Decimal("9.90"), "currency=EUR",
    )  # fmt: skip


def test_a_lost_answer_to_a_part_is_found_by_its_own_number(terminal):
    box = driver(terminal.port, refund_by_reference=True)
    order = Order("refund", 990, "EUR", perform(box).result.as_dict(), number=43)
    play(terminal, "cut_after")

    with pytest.raises(InDoubt):
        perform(box, order)

    assert ask_until_known(box, order).state == "approved"
    assert terminal.ledger.charged() == 4000


@pytest.mark.parametrize("mode", ["wrong_amount", "other_order"])
def test_another_part_than_the_one_asked_is_in_doubt(terminal, mode):
    box = driver(terminal.port, refund_by_reference=True)
    sale = perform(box).result.as_dict()
    play(terminal, mode)

    with pytest.raises(InDoubt):
        perform(box, Order("refund", 990, "EUR", sale, number=43))


def test_a_sale_of_another_terminal_goes_back_to_the_card(terminal):
    box = driver(terminal.port, refund_by_reference=True)
    other = perform(box).result.as_dict() | {"terminal_id": "68001234"}

    perform(box, Order("refund", 990, "EUR", other, number=43))

    assert terminal.requests[-1].name == "PaymentRequest"
