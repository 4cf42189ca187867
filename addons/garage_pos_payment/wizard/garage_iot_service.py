import time
from datetime import datetime
from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..clients import box as box_client

#: seconds that a person waits for a terminal that takes a payment back
LONGEST_REVERSAL = 60
NEEDS_REASON = ("reversal", "settle", "restart")


class GarageIotService(models.TransientModel):
    """One service function on a device, run by a manager."""

    _name = "garage.iot.service"
    _description = "Service on a device"

    device_id = fields.Many2one("garage.iot.device", required=True, readonly=True)
    is_terminal = fields.Boolean(compute="_compute_is_terminal")
    function = fields.Selection(
        [
            ("test", "Test the connection"),
            ("last", "Show the last transaction"),
            ("totals", "Show the totals of the terminal"),
            ("settle", "End of day: close the terminal's totals"),
            ("reprint", "Print the last slip again"),
            ("reversal", "Take the last payment back"),
            ("restart", "Connect anew"),
        ],
        required=True,
        default="test",
    )
    reason = fields.Char()
    result = fields.Text(readonly=True)

    @api.depends("device_id")
    def _compute_is_terminal(self):
        for wizard in self:
            wizard.is_terminal = wizard.device_id.kind == "terminal"

    def action_run(self):
        """Run the function, show its result and keep it in the device's history."""
        self.ensure_one()
        self.device_id.check_access("write")
        self._check()
        try:
            result = getattr(self, f"_run_{self.function}")()
        except UserError as error:
            result = {"ok": False, "text": str(error)}
        self.result = result["text"]
        self.env["garage.iot.operation"]._note(
            self.device_id, self.function, result, self.reason or ""
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _check(self):
        if not self.is_terminal and self.function not in ("test", "restart"):
            raise UserError(self.env._("Only card terminals can do this."))
        if self.function in NEEDS_REASON and not (self.reason or "").strip():
            raise UserError(self.env._("Say why: it stays in the device's history."))

    def _call(self, method, *parts, scopes=("read",), timeout=30, body=None):
        return self.device_id.box_id._call(
            method, box_client.path(*parts), timeout, scopes, body
        )

    def _terminal(self, method, what, **options):
        return self._call(
            method, "terminals", self.device_id.identifier, what, **options
        )

    def _run_test(self):
        return self.device_id._test()

    def _run_last(self):
        found = self._terminal("GET", "last")
        if not found["found"]:
            return {"text": self.env._("The terminal knows no transaction.")}
        return {"text": self._describe(found["result"] or {})}

    def _run_totals(self):
        return {"text": self._describe_totals(self._terminal("GET", "totals"))}

    def _run_settle(self):
        answer = self._terminal(
            "POST", "settle", scopes=("pay",), timeout=120, body={"key": str(uuid4())}
        )
        return {"text": self._describe_totals(answer)}

    def _run_reprint(self):
        answer = self._terminal("POST", "reprint", body={})
        slips = [answer.get("slip_merchant"), answer.get("slip_customer")]
        return {"text": "\n\n".join(slip for slip in slips if slip)}

    def _run_restart(self):
        self._call(
            "POST",
            *("devices", self.device_id.identifier, "restart"),
            scopes=("manage",),
            body={},
        )
        return {"text": self.env._("The box has connected to the device anew.")}

    def _run_reversal(self):
        """Take back the last charge that no order has booked."""
        sale = self._get_last_sale()
        self._refuse_booked(sale)
        attempt = self._follow(self._send_reversal(sale))
        if attempt["paid"]:
            self._note_reversed(sale)
        return {"ok": bool(attempt["paid"]), "text": self._describe_attempt(attempt)}

    def _get_payments(self):
        return self._terminal("GET", "payments")

    def _get_last_sale(self):
        """The newest charge that still stands, as the box has it."""
        attempts = self._get_payments()
        back = {one["original_key"] for one in attempts if one["paid"]}
        for one in attempts:
            if one["kind"] == "sale" and one["paid"] and one["key"] not in back:
                return one
        raise UserError(
            self.env._("The box knows no charge of this terminal that still stands.")
        )

    def _refuse_booked(self, sale):
        """A charge that an order has booked goes back with a refund, not behind it."""
        payments = self.env["pos.payment"].search([("uuid", "=", sale["line"])])
        if payments:
            raise UserError(
                self.env._(
                    "The last charge belongs to order %(order)s. Give it back with a "
                    "refund at the till, so that the books follow.",
                    order=payments.pos_order_id.pos_reference,
                )
            )

    def _send_reversal(self, sale):
        box, line = self.device_id.box_id, sale["line"]
        earlier = box._call("GET", f"/payments?line={line}", scopes=("pay",))
        number = 1 + max(int(one["key"].rsplit(":", 1)[1]) for one in earlier)
        asked = ("line", "terminal", "amount", "currency", "reference")
        return self._call(
            "POST",
            "payments",
            scopes=("pay",),
            body={
                **{name: sale[name] for name in asked},
                "key": f"{line}:{number}",
                "kind": "reversal",
                "original_key": sale["key"],
            },
        )

    def _follow(self, attempt):
        """Wait for the terminal; an answer that does not come is told as such."""
        until = time.monotonic() + LONGEST_REVERSAL
        while not attempt["final"]:
            if time.monotonic() > until:
                raise UserError(
                    self.env._(
                        "The terminal has not answered yet. Look at Last payments in "
                        "a minute; do not send it again before."
                    )
                )
            where = box_client.path("payments", attempt["key"])
            attempt = self.device_id.box_id._call(
                "GET", f"{where}?rev={attempt['rev']}&wait=10", 15, ("pay",)
            )
        return attempt

    def _note_reversed(self, sale):
        # sudo: nobody may write attempts by hand; the terminal took it back.
        attempts = self.env["garage.payment.attempt"].sudo()
        attempt = attempts._garage_last(sale["line"])
        if attempt.state == "approved":
            attempt._apply({"state": "reversed", "source": "box"})

    def _describe_attempt(self, attempt):
        money = self._money(attempt["amount"], attempt["currency"])
        if attempt["paid"]:
            return self.env._("%(amount)s taken back.", amount=money)
        return self.env._(
            "%(amount)s not taken back: %(reason)s",
            amount=money,
            reason=attempt["text"],
        )

    @api.model
    def _fetch_payments(self, device):
        """Copy the last payments of a terminal from the box's journal for a look."""
        wizard = self.create({"device_id": device.id})
        rows = self.env["garage.iot.payment"]
        rows.search(
            [("device_id", "=", device.id), ("create_uid", "=", self.env.uid)]
        ).unlink()
        return rows.create([wizard._prepare_row(one) for one in wizard._get_payments()])

    def _prepare_row(self, attempt):
        result = attempt["result"] or {}
        currency = self._currency(attempt["currency"])
        moment = datetime.fromisoformat(attempt["created_at"].replace("Z", "+00:00"))
        return {
            "device_id": self.device_id.id,
            "at": moment.replace(tzinfo=None),
            "kind": attempt["kind"],
            "amount": attempt["amount"] / 10**currency.decimal_places,
            "currency_id": currency.id,
            "state": attempt["state"],
            "text": attempt["text"],
            "reference": attempt["reference"],
            "card": " ".join(
                part
                for part in (result.get("card_brand"), result.get("masked_pan"))
                if part
            ),
            "receipt_no": result.get("receipt_no"),
        }

    def _describe(self, result):
        money = self._money(result.get("amount", 0), result.get("currency"))
        parts = (
            money,
            result.get("card_brand"),
            result.get("masked_pan"),
            result.get("receipt_no"),
            result.get("terminal_time"),
        )
        return " · ".join(part for part in parts if part)

    def _describe_totals(self, answer):
        lines = [
            self.env._(
                "%(count)s payments, %(amount)s",
                count=answer["count"],
                amount=self._money(answer["amount"], answer["currency"]),
            )
        ]
        lines += [
            f"{brand['brand']}: {self._money(brand['amount'], answer['currency'])}"
            for brand in answer["brands"]
        ]
        return "\n".join([*lines, answer.get("text") or ""]).strip()

    def _money(self, minor, code):
        currency = self._currency(code)
        return currency.format(minor / 10**currency.decimal_places)

    @api.model
    def _currency(self, code):
        found = self.env["res.currency"].search([("name", "=", code)], limit=1)
        return found or self.env.company.currency_id
