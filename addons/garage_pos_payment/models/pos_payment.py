from odoo import api, fields, models
from odoo.exceptions import AccessError


class PosPayment(models.Model):
    _inherit = "pos.payment"

    garage_match_state = fields.Selection(
        [("open", "To be matched"), ("matched", "Matched")],
        string="Slip",
        compute="_compute_garage_match_state",
        store=True,
        index="btree_not_null",
        help="Charged on a stand-alone terminal: nobody but its slip says so.",
    )
    garage_matched_by = fields.Many2one("res.users", "Matched by", readonly=True)
    garage_matched_at = fields.Datetime("Matched at", readonly=True)

    @api.depends("payment_method_id.garage_standalone", "garage_matched_at")
    def _compute_garage_match_state(self):
        for payment in self:
            if payment.garage_matched_at:
                payment.garage_match_state = "matched"
            elif payment.payment_method_id.garage_standalone:
                payment.garage_match_state = "open"
            else:
                payment.garage_match_state = False

    def action_garage_matched(self):
        """The slip was found on the terminal's list or on the bank statement."""
        self.check_access("read")
        groups = ("point_of_sale.group_pos_manager", "garage_base.group_garage_finance")
        if not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._("Only a manager or the office matches card slips.")
            )
        # sudo: the office may read payments of tills and tick them, nothing else.
        self.sudo().filtered(lambda one: one.garage_match_state == "open").write(
            {
                "garage_matched_by": self.env.uid,
                "garage_matched_at": fields.Datetime.now(),
            }
        )

    def _create_payment_moves(self, is_reverse=False):
        moves = super()._create_payment_moves(is_reverse)
        for payment in self.filtered("garage_match_state"):
            payment._garage_note_slip()
        return moves

    def _garage_note_slip(self):
        """Say in the books which slip stands behind the money; the bank shows it."""
        move = self.account_move_id
        slip = self.env._("slip %(number)s", number=self.payment_ref_no or "?")
        card = f" ****{self.card_no}" if self.card_no else ""
        move.ref = f"{move.ref or ''} · {slip}{card}"

    def _garage_charges(self):
        """Card payments of a box terminal as the closing compares them."""
        return [
            {
                "key": payment.uuid,
                "amount": payment._garage_minor(),
                "label": payment.pos_order_id.pos_reference or "",
                "at": payment.session_id._garage_clock(payment.payment_date),
            }
            for payment in self
        ]

    def _garage_minor(self):
        self.ensure_one()
        return round(self.amount * 10**self.currency_id.decimal_places)

    def _garage_attempts(self):
        """The newest attempt of each card payment at a box."""
        attempts = self.env["garage.payment.attempt"]
        for payment in self.filtered("payment_method_id.garage_device_id"):
            attempts |= attempts._garage_last(payment.uuid)
        return attempts

    def _garage_record_attempts(self):
        """Book the attempts of card payments that are saved with their order."""
        attempts = self.env["garage.payment.attempt"]
        for payment in self.filtered("payment_method_id.garage_device_id"):
            attempts._garage_last(payment.uuid)._garage_record_payment(payment)

    def _garage_outcome(self):
        """What the till knows of an approved card payment, as an outcome."""
        self.ensure_one()
        return {
            "state": "approved",
            "amount_minor": abs(self._garage_minor()),
            "currency": self.currency_id.name,
            "card_brand": self.card_brand,
            "card_last4": self.card_no,
            "auth_code": self.payment_method_authcode,
            "source": "till",
        }
