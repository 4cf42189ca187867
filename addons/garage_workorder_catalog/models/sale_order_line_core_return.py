from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

MAY_TAKE = (
    "garage_base.group_garage_adviser",
    "garage_base.group_garage_cashier",
)


class SaleOrderLine(models.Model):
    """Old parts that customers hand in: off the same bill, or a credit note."""

    _inherit = "sale.order.line"

    def action_core_handed_in(self):
        """The old part is here: one click; of several the quantity is asked."""
        self.ensure_one()
        left = self._get_core_open()
        if self.product_uom_id.compare(left, 1) <= 0:
            self.hand_in_core(left)
            return False
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_workorder_catalog.garage_core_hand_in_action"
        )
        action["context"] = {"default_line_id": self.id, "default_quantity": left}
        return action

    def hand_in_core(self, quantity):
        """Take old parts back and give their deposit back.

        Before the bill the deposit is taken off it by a line of its own; after the
        bill a credit note is posted and settled with what is open on the bill.

        :param quantity: old parts handed in now
        :return: the credit note, empty before the bill
        """
        self.ensure_one()
        line = self._for_core()
        line.order_id.lock_for_update()
        left = line._get_core_open()
        uom = line.product_uom_id
        if not line.garage_core_for_id or not left:
            raise UserError(line.env._("No old part is open for this deposit."))
        if uom.compare(quantity, 0) <= 0 or uom.compare(quantity, left) > 0:
            line._refuse_core(left)
        returned = line._add_core_return(quantity)
        line._note_core_return(quantity)
        return line._settle_core_return(returned)

    def _for_core(self):
        """The lines as superuser for whoever takes old parts at the counter."""
        user = self.env.user
        self.check_access("read")
        if not self.env.su and not any(user.has_group(group) for group in MAY_TAKE):
            raise AccessError(
                self.env._("Only the counter takes old parts. Ask the adviser.")
            )
        # advisers and cashiers who may read the line; they cannot post credit notes
        return self.sudo()

    def _add_core_return(self, quantity):
        job = self.garage_job_id
        return self.create(
            {
                "garage_job_id": job.id,
                "order_id": self.order_id.id,
                "garage_core_return_for_id": self.id,
                "product_id": self.product_id.id,
                "name": self._get_core_return_name(),
                "product_uom_qty": -quantity,
                "product_uom_id": self.product_uom_id.id,
                "price_unit": self.price_unit,
                "discount": self.discount,
                "tax_ids": [Command.set(self.tax_ids.ids)],
            }
        )

    def _get_core_return_name(self):
        lang = self.order_partner_id.lang or self.env.lang
        part = self.garage_core_for_id.product_id.with_context(lang=lang)
        return part.env._("Old part handed in: %(part)s", part=part.display_name)

    def _note_core_return(self, quantity):
        self.garage_workorder_id.message_post(
            body=self.env._(
                "%(count)s × old part of %(part)s handed in.",
                count=f"{quantity:g}",
                part=self.garage_core_for_id.product_id.display_name,
            )
        )

    def _settle_core_return(self, returned):
        """Bring what was given back onto the bill of the deposit, if there is one."""
        bills = self.invoice_lines.move_id.filtered(
            lambda move: move.move_type == "out_invoice" and move.state != "cancel"
        )
        draft = bills.filtered(lambda move: move.state == "draft")[-1:]
        if draft:
            draft.invoice_line_ids = [Command.create(returned._prepare_invoice_line())]
            return draft.browse()
        if not bills:
            return bills
        return self._credit_core(returned, bills.sorted("id")[-1])

    def _credit_core(self, returned, bill):
        """Post a credit note for old parts that came after the bill."""
        row = returned._prepare_invoice_line()
        row["quantity"] = -returned.product_uom_qty
        vals = self.order_id._prepare_invoice()
        vals.update(
            move_type="out_refund",
            reversed_entry_id=bill.id,
            invoice_date=fields.Date.context_today(self),
            ref=self.env._("Old part handed in, %(bill)s", bill=bill.name),
            invoice_line_ids=[Command.create(row)],
        )
        credit = self.env["account.move"].with_company(bill.company_id).create(vals)
        credit.action_post()
        self._reconcile_core(credit, bill)
        return credit

    def _reconcile_core(self, credit, bill):
        """What is still open on the bill becomes less by the credit note."""
        rows = (credit | bill).line_ids.filtered(
            lambda row: (
                row.account_id.account_type == "asset_receivable" and not row.reconciled
            )
        )
        for own in rows.grouped("account_id").values():
            if own.move_id == credit | bill:
                own.reconcile()
