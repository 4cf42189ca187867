from odoo import fields, models

from ..const import PAYER_KINDS


class AccountMove(models.Model):
    """The bill of a visit names the vehicle."""

    _inherit = "account.move"

    garage_workorder_id = fields.Many2one(
        "garage.workorder",
        string="Work order",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    garage_payer_kind = fields.Selection(
        PAYER_KINDS,
        string="Who pays",
        default="customer",
        readonly=True,
    )
    garage_deposit_base = fields.Monetary(
        string="Deposit for",
        readonly=True,
        copy=False,
        help="Approved work that this deposit was asked for, including taxes.",
    )
    garage_plate = fields.Char(
        related="garage_workorder_id.vehicle_id.plate", string="Plate"
    )
    garage_odometer = fields.Integer(
        related="garage_workorder_id.odometer_in", string="Odometer"
    )

    # open bills of visits: few among all that were ever written
    _garage_open_idx = models.Index(
        "(garage_workorder_id) WHERE garage_workorder_id IS NOT NULL"
        " AND amount_residual <> 0"
    )

    def copy_data(self, default=None):
        """A credit note, or a bill written anew, belongs to the same visit."""
        vals_list = super().copy_data(default)
        if self.env.context.get("include_business_fields"):
            for move, vals in zip(self, vals_list, strict=True):
                vals.setdefault("garage_workorder_id", move.garage_workorder_id.id)
        return vals_list

    def _post(self, soft=True):
        posted = super()._post(soft)
        for move in posted.filtered("garage_workorder_id"):
            move._add_garage_event()
        posted.garage_workorder_id._notify_board()
        return posted

    def _add_garage_event(self):
        """Show the posted bill or credit note on the vehicle's timeline."""
        self.ensure_one()
        # whoever may post an invoice adds it to the history of its vehicle
        vehicle = self.garage_workorder_id.sudo().vehicle_id
        vehicle._add_event(
            "invoice",
            self.name,
            record=self,
            amount=self.amount_total_signed,
        )
