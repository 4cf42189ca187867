from odoo import fields, models
from odoo.exceptions import UserError


class SaleOrderLine(models.Model):
    """A part that came onto the job with a kit."""

    _inherit = "sale.order.line"

    garage_kit_id = fields.Many2one(
        "product.product", "Kit", ondelete="set null", readonly=True, copy=False
    )
    garage_kit_key = fields.Char(
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The same on all parts that came with one kit.",
    )
    garage_kit_count = fields.Float(
        "Number of kits", digits="Product Unit", readonly=True, copy=False
    )
    garage_kit_priced = fields.Boolean("Price of the kit", readonly=True, copy=False)

    def action_open_garage_kit(self):
        """Number of kits, or all of it off the job."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_workorder_catalog.garage_job_kit_action"
        )
        action["context"] = {
            "default_line_id": self.id,
            "default_quantity": self.garage_kit_count,
            "default_line_ids": self._get_kit_mates().ids,
        }
        return {**action, "name": self.garage_kit_id.display_name}

    def _get_kit_mates(self):
        """This part and the others of its kit that are still on the job."""
        self.ensure_one()
        return self.garage_job_id.line_ids.filtered(
            lambda line: (
                line.garage_kit_key == self.garage_kit_key and line.product_uom_qty
            )
        )

    def _set_kit_count(self, count):
        """More or fewer kits: every part follows, prices of one piece stay."""
        self.ensure_one()
        self.garage_job_id._check_card_editable()
        if count <= 0:
            raise UserError(
                self.env._("Type how many kits, or press Take the kit off.")
            )
        lines = self._get_kit_mates()
        factor = count / self.garage_kit_count
        for line in lines:
            wanted = line.product_uom_id.round(line.product_uom_qty * factor)
            if line.product_uom_id.compare(wanted, line.qty_delivered) < 0:
                raise UserError(
                    self.env._(
                        "%(part)s has left the stock. Return the parts of the job "
                        "first.",
                        part=line.product_id.display_name,
                    )
                )
            line.write({"product_uom_qty": wanted, "garage_kit_count": count})

    def _take_kit_off(self):
        self.ensure_one()
        job = self.garage_job_id
        job._check_card_editable()
        for line in self._get_kit_mates():
            job._remove_line(line)
        job.workorder_id._notify_board()

    def _get_card_marks(self):
        marks = super()._get_card_marks()
        kit = self.garage_kit_id
        if kit and self.product_uom_qty:
            count = self.garage_kit_count
            name = kit.name if count == 1 else f"{count:g} × {kit.name}"
            text = self.env._("kit %(name)s", name=name)
            marks.append({"text": text, "tone": "quiet", "title": ""})
        return marks

    def _get_card_actions(self, editable):
        actions = super()._get_card_actions(editable)
        if editable and self.garage_kit_id and self.product_uom_qty:
            actions.append(
                {
                    "method": "action_open_garage_kit",
                    "label": self.env._("Kit: number, or take it off"),
                    "icon": "fa-cubes",
                }
            )
        return actions
