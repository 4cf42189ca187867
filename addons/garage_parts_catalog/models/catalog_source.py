from odoo import fields, models

from .catalog_item import PRICE_GROUPS


class GarageCatalogSource(models.Model):
    """One supplier's catalogue and how its files are read."""

    _name = "garage.catalog.source"
    _description = "Supplier catalogue"
    _order = "priority, name"
    _check_company_auto = True

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        index=True,
        help="Whose prices these are. Empty: all companies see them.",
    )
    partner_id = fields.Many2one(
        "res.partner", "Supplier", ondelete="restrict", check_company=True
    )
    kind = fields.Selection(
        [
            ("csv", "Price list (CSV)"),
            ("datanorm", "DATANORM"),
            ("aces", "ACES"),
            ("pies", "PIES"),
            ("bmecat", "BMEcat"),
            ("live", "Live service"),
        ],
        required=True,
        default="csv",
    )
    profile = fields.Json("File layout", copy=False)
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    price_basis = fields.Selection(
        [("net", "Our purchase price"), ("gross", "List price before discount")],
        required=True,
        default="net",
    )
    cost_price_type = fields.Char(
        "Our kind of price",
        default="JBR",
        help="PIES files hold several prices: the kind that we pay, for example JBR, "
        "DLR or WD1. Several kinds are tried from left to right.",
    )
    full_list = fields.Boolean(
        "Files are complete",
        help="Parts that a new file no longer names are marked as discontinued",
    )
    priority = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    discount_ids = fields.One2many(
        "garage.catalog.discount", "source_id", "Discount groups", groups=PRICE_GROUPS
    )
    group_ids = fields.One2many("garage.catalog.group", "source_id", "Product groups")
    batch_ids = fields.One2many("garage.catalog.batch", "source_id", "Imports")
    last_batch_id = fields.Many2one(
        "garage.catalog.batch", "Last import", readonly=True, copy=False
    )
    last_import = fields.Datetime(related="last_batch_id.finished")

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(company_id, 0))",
        "A supplier catalogue with this name exists already.",
    )

    def action_open_items(self):
        """Open the parts of this catalogue."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_parts_catalog.garage_catalog_item_action"
        )
        return {**action, "domain": [("source_id", "=", self.id)]}

    def action_import(self):
        """Open the import of a file for this catalogue."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_parts_catalog.garage_catalog_import_action"
        )
        return {**action, "context": {"default_source_id": self.id}}
