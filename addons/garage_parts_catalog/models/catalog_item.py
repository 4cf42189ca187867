from odoo import api, fields, models

from ..domain.number import normalize

PRICE_GROUPS = ",".join(
    f"garage_base.group_garage_{role}"
    for role in ("adviser", "cashier", "finance", "auditor")
)


class GarageCatalogItem(models.Model):
    """One article of a supplier; it becomes a product when it is first used."""

    _name = "garage.catalog.item"
    _description = "Catalogue part"
    _order = "number_norm, id"
    _rec_names_search = ["number_norm", "number"]

    source_id = fields.Many2one(
        "garage.catalog.source", "Catalogue", required=True, ondelete="cascade"
    )
    brand_id = fields.Many2one(
        "garage.catalog.brand", required=True, ondelete="restrict", index=True
    )
    number = fields.Char(required=True)
    number_norm = fields.Char(
        "Comparable number",
        compute="_compute_number_norm",
        store=True,
        precompute=True,
        index="trigram",
    )
    name = fields.Char()
    kind_id = fields.Many2one("garage.catalog.kind", index=True)
    ean = fields.Char("EAN", index="btree_not_null")
    list_price = fields.Float("List price", digits=(14, 4), groups=PRICE_GROUPS)
    cost = fields.Float("Purchase price", digits=(14, 4), groups=PRICE_GROUPS)
    price_qty = fields.Float("Price for quantity", default=1)
    uom = fields.Char("Unit")
    discount_group = fields.Char("Discount group")
    deposit = fields.Float(digits=(14, 4))
    pack_qty = fields.Float("Pack of")
    min_qty = fields.Float("Minimum order")
    weight = fields.Float("Weight (kg)")
    hazardous = fields.Boolean("Dangerous goods")
    un_no = fields.Char("UN number")
    attrs = fields.Json("Properties")
    description = fields.Text()
    text_key = fields.Char(help="Key of the long text in the supplier's files")
    product_group = fields.Char("Supplier's group")
    cost_by_group = fields.Boolean(
        "Purchase price by discount group",
        help="The purchase price follows from list price and discount group",
    )
    asset_names = fields.Char("Pictures and documents", compute="_compute_asset_names")
    state = fields.Selection(
        [
            ("active", "Available"),
            ("discontinued", "Discontinued"),
            ("deleted", "Withdrawn"),
        ],
        required=True,
        default="active",
    )
    superseded_by_id = fields.Many2one(
        "garage.catalog.item", "Replaced by", index="btree_not_null"
    )
    product_id = fields.Many2one(
        "product.product", ondelete="set null", index="btree_not_null", copy=False
    )
    batch_id = fields.Many2one(
        "garage.catalog.batch", "Last changed by", ondelete="set null", index=True
    )
    search_text = fields.Char(
        compute="_compute_search_text", store=True, precompute=True, index="trigram"
    )
    currency_id = fields.Many2one(related="source_id.currency_id")
    xref_ids = fields.One2many("garage.catalog.xref", "item_id", "Cross references")
    fitment_ids = fields.One2many("garage.catalog.fitment", "item_id", "Vehicles")

    _source_brand_number_uniq = models.UniqueIndex(
        "(source_id, brand_id, number_norm)",
        "This catalogue has a part with this brand and number already.",
    )
    _number_norm_prefix_idx = models.Index("(number_norm varchar_pattern_ops)")

    @api.depends("attrs")
    def _compute_asset_names(self):
        for item in self:
            item.asset_names = ", ".join((item.attrs or {}).get("assets", ()))

    @api.depends("number")
    def _compute_number_norm(self):
        for item in self:
            item.number_norm = normalize(item.number)

    @api.depends("number", "name", "brand_id")
    def _compute_search_text(self):
        for item in self:
            parts = (item.number, item.brand_id.name, item.name)
            item.search_text = " ".join(part for part in parts if part)

    @api.depends("number", "name", "brand_id")
    def _compute_display_name(self):
        for item in self:
            parts = (item.brand_id.name, item.number, item.name)
            item.display_name = " ".join(part for part in parts if part)
