"""Sales at the till, through the method that the till itself calls."""

import time
from uuid import uuid4

from odoo import SUPERUSER_ID, fields
from odoo.fields import Command

GROUPS = ["base.group_user", "garage_base.group_garage_cashier"]


class Till:
    """An open till with a cashier who sells two parts for cash, again and again."""

    def __init__(self, side, product_ids: list[int]):
        self._side = side
        self.database = side.registry.db_name
        self._product_ids = product_ids
        self._sold = 0
        self._cashier = side.add_user("bench_till", GROUPS)
        self._config_id, self._cash_id = side.request(_open_till, SUPERUSER_ID)
        self._session_id = side.request(self._open_session, self._cashier)

    def sell(self) -> float:
        """One sale as a request of its own; returns its seconds."""
        start = time.perf_counter()
        self._side.request(self._sync, self._cashier)
        return time.perf_counter() - start

    def _open_session(self, env) -> int:
        config = env["pos.config"].browse(self._config_id)
        config.open_ui()
        session = config.current_session_id
        session.set_opening_control(0.0, "")
        return session.id

    def _sync(self, env) -> None:
        vals = self._order(env)
        found = env["pos.order"].sync_from_ui([vals])
        if found["pos.order"][0]["state"] != "paid":
            raise AssertionError(found["pos.order"][0])

    def _order(self, env) -> dict:
        count = len(self._product_ids)
        chosen = [self._product_ids[(self._sold + n * 7) % count] for n in (0, 1)]
        self._sold += 1
        now = fields.Datetime.to_string(fields.Datetime.now())
        return {
            "uuid": str(uuid4()),
            "access_token": str(uuid4()),
            "session_id": self._session_id,
            "company_id": env.company.id,
            "partner_id": False,
            "user_id": self._cashier,
            "date_order": now,
            "pos_reference": f"26A-{self._config_id}-{self._sold:06}",
            "sequence_number": self._sold,
            "amount_tax": 0.0,
            "amount_total": 30.0,
            "amount_paid": 30.0,
            "amount_return": 0.0,
            "state": "paid",
            "lines": [Command.create(_line(product_id)) for product_id in chosen],
            "payment_ids": [
                Command.create(
                    {
                        "uuid": str(uuid4()),
                        "payment_method_id": self._cash_id,
                        "amount": 30.0,
                        "payment_date": now,
                    }
                )
            ],
        }


def _line(product_id: int) -> dict:
    return {
        "uuid": str(uuid4()),
        "product_id": product_id,
        "qty": 1,
        "price_unit": 15.0,
        "price_subtotal": 15.0,
        "price_subtotal_incl": 15.0,
        "tax_ids": [],
    }


def _open_till(env) -> tuple[int, int]:
    journal = env["account.journal"].create(
        {"name": "Bench cash", "type": "cash", "code": "BNCH"}
    )
    cash = env["pos.payment.method"].create(
        {"name": "Bench cash", "journal_id": journal.id}
    )
    config = env["pos.config"].create(
        {"name": "Bench till", "payment_method_ids": [Command.set(cash.ids)]}
    )
    return config.id, cash.id
