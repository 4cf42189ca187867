from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain import kits


class GarageKitLine(models.Model):
    """One part in a service kit."""

    _name = "garage.kit.line"
    _description = "Part of a kit"
    _order = "sequence, id"

    kit_tmpl_id = fields.Many2one(
        "product.template", "Kit", ondelete="cascade", index="btree_not_null"
    )
    kit_item_id = fields.Many2one(
        "garage.catalog.item",
        "Kit of a catalogue",
        ondelete="cascade",
        index="btree_not_null",
    )
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        "product.product",
        "Part",
        domain=[("type", "=", "consu")],
        ondelete="cascade",
        index="btree_not_null",
    )
    item_id = fields.Many2one(
        "garage.catalog.item",
        "Part of a catalogue",
        ondelete="cascade",
        index="btree_not_null",
        help="Becomes a product when the kit is first put on a job.",
    )
    quantity = fields.Float(digits="Product Unit", default=1.0, required=True)

    _one_kit = models.Constraint(
        "CHECK (num_nonnulls(kit_tmpl_id, kit_item_id) = 1)",
        "A line belongs to one kit.",
    )
    _one_part = models.Constraint(
        "CHECK (num_nonnulls(product_id, item_id) = 1)",
        "Choose a product or a part of a catalogue, not both.",
    )
    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "The quantity of a part in a kit must be positive."
    )

    @api.constrains("kit_tmpl_id", "kit_item_id", "product_id", "item_id")
    def _check_no_circle(self):
        for line in self:
            kit = line.kit_item_id or line.kit_tmpl_id.product_variant_id
            if not kit:  # a product that is only being made is in no kit yet
                continue
            try:
                kit._explode_kit()
            except kits.KitProblem as problem:
                raise ValidationError(
                    self.env._(
                        "%(kit)s would hold itself. Take %(part)s out of it.",
                        kit=kit.display_name,
                        part=problem.part.display_name,
                    )
                ) from problem

    def _get_part(self):
        """The part as a product where it is one, else as a catalogue part."""
        self.ensure_one()
        return self.product_id or self.item_id.product_id or self.item_id

    def _of_one_kit(self):
        """Those of the first kit; two catalogues may sell the same one."""
        return self.filtered(lambda line: line.kit_item_id == self[:1].kit_item_id)
