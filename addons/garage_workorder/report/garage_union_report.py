from odoo import api, fields, models
from odoo.tools import SQL


class GarageUnionReport(models.AbstractModel):
    """Rows of several kinds in one list, each kind found by a query of its own.

    A query yields the columns of ``_get_columns`` in that order. Add-ons that know of
    more kinds extend ``_get_queries`` and the selection of ``kind``.
    """

    _name = "garage.union.report"
    _description = "Rows of several kinds"
    _rec_name = "subject"

    kind = fields.Selection([], readonly=True)
    subject = fields.Char(string="What", readonly=True)
    res_model = fields.Char(string="Document model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(
        "res.currency", compute="_compute_currency_id", string="Currency"
    )
    workorder_id = fields.Many2one("garage.workorder", readonly=True)
    vehicle_id = fields.Many2one("garage.vehicle", readonly=True)
    plate = fields.Char(related="vehicle_id.plate")
    plate_country_code = fields.Char(related="vehicle_id.plate_country_code")
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    adviser_id = fields.Many2one("res.users", readonly=True)
    since = fields.Datetime(readonly=True)
    hours = fields.Float(readonly=True)
    amount = fields.Monetary(readonly=True)

    @api.depends("company_id")
    def _compute_currency_id(self):
        for row in self:
            row.currency_id = (row.company_id or self.env.company).currency_id

    @property
    def _table_query(self):
        columns = SQL(", ").join(
            SQL.identifier(name) for name in ["kind", *self._get_columns()]
        )
        queries = [
            SQL("SELECT %s AS kind, rows.* FROM (%s) rows", kind, query)
            for kind, query in self._get_queries().items()
        ]
        return SQL(
            "SELECT row_number() OVER () AS id, * FROM (%s) AS found (%s)",
            SQL(" UNION ALL ").join(queries),
            columns,
        )

    @api.model
    def _get_columns(self):
        """Columns of every query, in this order."""
        return [
            "subject", "res_model", "res_id", "company_id", "workorder_id",
            "vehicle_id", "partner_id", "adviser_id", "since", "hours", "amount",
        ]  # fmt: skip

    @api.model
    def _get_queries(self):
        """Return ``{kind: SQL}``."""
        return {}

    def action_open(self):
        """Open what the row tells about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
