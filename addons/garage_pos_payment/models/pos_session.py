from datetime import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.garage_payment.domain import attempt_state

from ..domain import closing, token


class PosSession(models.Model):
    _inherit = "pos.session"

    garage_terminal_totals = fields.Json(
        readonly=True,
        copy=False,
        help="What each terminal answered when the register was closed",
    )
    garage_z_report_id = fields.Many2one(
        "garage.z.report", string="Z report", readonly=True, copy=False
    )

    @api.model
    def _load_pos_data_models(self, config):
        models_to_load = super()._load_pos_data_models(config)
        return [*models_to_load, "garage.iot.box", "garage.iot.device"]

    def garage_box_tokens(self):
        """Return a fresh token for each box of this till: ``{box id: token}``."""
        self.ensure_one()
        self._garage_check_cashier()
        manager = self.env.user.has_group("point_of_sale.group_pos_manager")
        scopes = token.MANAGER_SCOPES if manager else token.CASHIER_SCOPES
        boxes = self._garage_devices().box_id
        return {
            box.id: box._mint_token(self.config_id.id, scopes)
            for box in boxes
            if box._has_secret()
        }

    def garage_report_boxes(self, seen):
        """Note which boxes answered this till: ``[[box id, version], ...]``."""
        self.ensure_one()
        self._garage_check_cashier()
        versions = dict(seen)
        for box in self._garage_devices().box_id.filtered(lambda b: b.id in versions):
            box._record_seen(versions[box.id])
        return True

    def garage_compare_terminals(self, totals):
        """Keep what the terminals answered and return it beside the till's own.

        :param totals: ``{device id: the box's answer, or {"error": text}}``
        """
        self.ensure_one()
        self._garage_check_cashier()
        self._garage_keep_totals(totals)
        return self._garage_terminal_rows()

    def garage_closing_slips(self):
        """Return number and sum of the card slips that wait to be matched."""
        self.ensure_one()
        self._garage_check_cashier()
        slips = self._garage_open_slips()
        return {"count": len(slips), "total": sum(slips.mapped("amount"))}

    def garage_z_receipt(self):
        """Return the Z report as texts for the receipt printer."""
        self.ensure_one()
        self._garage_check_cashier()
        return self.garage_z_report_id._get_receipt_values()

    def _cannot_close_session(self, bank_payment_method_diffs=None):
        refused = super()._cannot_close_session(bank_payment_method_diffs)
        return refused or self._garage_open_attempts_refusal()

    def _validate_session(
        self,
        balancing_account=False,
        amount_to_balance=0,
        bank_payment_method_diffs=None,
    ):
        result = super()._validate_session(
            balancing_account, amount_to_balance, bank_payment_method_diffs
        )
        for session in self.filtered(lambda s: s.state == "closed"):
            session._garage_create_z_report(bank_payment_method_diffs or {})
        return result

    def _garage_check_cashier(self):
        self.check_access("read")
        if not self.env.user.has_group("point_of_sale.group_pos_user"):
            raise AccessError(self.env._("Only cashiers work at the till."))

    def _garage_devices(self):
        """Devices that this till works with."""
        return (
            self.config_id.payment_method_ids.garage_device_id
            | self.config_id.garage_printer_id
        )

    def _garage_keep_totals(self, totals):
        """Cashiers report totals of their own open session only (checked above)."""
        self.sudo().garage_terminal_totals = {
            str(device.id): totals[str(device.id)]
            for device in self._garage_devices()
            if str(device.id) in totals
        }

    def _garage_open_attempts_refusal(self):
        """Refuse to close while nobody knows whether a card was charged."""
        count = self._garage_open_attempts()
        if not count:
            return None
        return {
            "successful": False,
            "title": self.env._("A card payment is not decided yet"),
            "message": self.env._(
                "%(count)s card payment(s) have no result yet. Open the order and "
                "wait for the terminal's answer, then close the register.",
                count=count,
            ),
            "redirect": False,
        }

    def _garage_open_attempts(self):
        """How many card payments of this session have no final result."""
        payments = self.order_ids.payment_ids.filtered(
            lambda payment: (
                payment.payment_method_id.use_payment_terminal == "garage_iot"
                and payment.payment_status not in (False, "", "done", "reversed")
            )
        )
        decided = payments._garage_attempts().filtered(
            lambda attempt: attempt.state not in attempt_state.OPEN
        )
        # sudo: whoever may close the register has to know, also without the right to
        # look at payment attempts.
        attempts = self.env["garage.payment.attempt"].sudo()
        attempts = attempts.search(
            [
                ("pos_session_id", "=", self.id),
                ("state", "in", tuple(attempt_state.OPEN)),
            ]
        )
        uuids = set(payments.mapped("uuid")) - set(decided.mapped("uuid"))
        return len(uuids | set(attempts.mapped("uuid")))

    def _garage_open_slips(self):
        """Card payments of stand-alone terminals that nobody has matched yet."""
        payments = self._get_closed_orders().payment_ids
        return payments.filtered(lambda one: one.garage_match_state == "open")

    def _garage_terminal_rows(self):
        """One dict per terminal: till, terminal, difference and its reasons."""
        kept = self.garage_terminal_totals or {}
        methods = self.payment_method_ids.filtered("garage_device_id")
        return [
            self._garage_terminal_row(device, kept.get(str(device.id)))
            for device in methods.garage_device_id
        ]

    def _garage_terminal_row(self, device, answer):
        payments = self._get_closed_orders().payment_ids.filtered(
            lambda p: p.payment_method_id.garage_device_id == device
        )
        booked = [closing.Charge(**charge) for charge in payments._garage_charges()]
        row = {
            "device_id": device.id,
            "name": device.name,
            "method_ids": payments.payment_method_id.ids
            or (device.payment_method_ids & self.payment_method_ids).ids,
            "number": len(booked),
            "till": self._garage_major(sum(charge.amount for charge in booked)),
            "asked": bool(answer) and "error" not in answer,
            "error": (answer or {}).get("error", ""),
        }
        if row["asked"]:
            row.update(self._garage_compare(booked, answer))
        return row

    def _garage_compare(self, booked, answer):
        charges = [closing.Charge(**item) for item in self._garage_own_items(answer)]
        journal = answer.get("journal") or {}
        foreign = journal.get("amount", 0) - sum(charge.amount for charge in charges)
        by_hand = answer["amount"] - journal.get("amount", 0)
        found = closing.compare(booked, charges)
        if by_hand:
            found.append(closing.Difference(closing.ONLY_AT_TERMINAL, "", 0, by_hand))
        others = len(journal.get("items", [])) - len(charges)
        return {
            "terminal": self._garage_major(answer["amount"] - foreign),
            "terminal_number": answer["count"] - others,
            "difference": self._garage_major(
                answer["amount"] - foreign - sum(charge.amount for charge in booked)
            ),
            "missing": [self._garage_difference_vals(one) for one in found],
        }

    def _garage_own_items(self, answer):
        """The journal's charges, without those booked in another session."""
        items = (answer.get("journal") or {}).get("items", [])
        elsewhere = self._garage_booked_elsewhere([item["line"] for item in items])
        return [
            {
                "key": item["key"],
                "amount": item["amount"] * (1 if item["kind"] == "sale" else -1),
                "label": " ".join(
                    part
                    for part in (item.get("card_brand"), item["receipt_no"])
                    if part
                ),
                "at": self._garage_clock(datetime.fromisoformat(item["final_at"][:19])),
            }
            for item in items
            if item["line"] not in elsewhere
        ]

    def _garage_booked_elsewhere(self, uuids):
        """A terminal may serve two registers; a cashier may not see the other
        one, hence the sudo."""
        payments = self.env["pos.payment"].sudo()
        found = payments.search([("uuid", "in", uuids), ("session_id", "!=", self.id)])
        return set(found.mapped("uuid"))

    def _garage_difference_vals(self, difference):
        return {
            "name": difference.label or difference.key or self.env._("by hand"),
            "kind": difference.kind,
            "at": difference.at,
            "till_amount": self._garage_major(difference.till),
            "terminal_amount": self._garage_major(difference.terminal),
        }

    def _garage_clock(self, moment):
        """The user's time of day of a moment in UTC."""
        return fields.Datetime.context_timestamp(self, moment).strftime("%H:%M")

    def _garage_major(self, minor):
        return self.currency_id.round(minor / 10**self.currency_id.decimal_places)

    def _garage_create_z_report(self, bank_diffs):
        """Freeze the day. Reached by whoever may close the register."""
        reports = self.env["garage.z.report"].sudo()
        self.sudo().garage_z_report_id = reports._create_for_session(self, bank_diffs)
