from odoo import api, fields, models
from odoo.tools import SQL


class GarageUnionReport(models.AbstractModel):
    """Rows of several kinds in one list, each kind found by a query of its own.

    A query yields the columns of ``_get_columns`` in that order. A list has its own
    field ``kind``; add-ons that know of more kinds extend its selection and
    ``_get_queries``.
    """

    _name = "garage.union.report"
    _description = "Rows of several kinds"
    _rec_name = "subject"

    subject = fields.Char(string="What", readonly=True)
    res_model = fields.Char(string="Document model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    workorder_id = fields.Many2one("garage.workorder", readonly=True)
    vehicle_id = fields.Many2one("garage.vehicle", readonly=True)
    plate = fields.Char(related="vehicle_id.plate")
    plate_country_code = fields.Char(related="vehicle_id.plate_country_code")
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    adviser_id = fields.Many2one("res.users", readonly=True)
    since = fields.Datetime(readonly=True)
    hours = fields.Float(readonly=True)
    amount = fields.Monetary(readonly=True)

    @property
    def _table_query(self):
        columns = SQL(", ").join(SQL.identifier(name) for name in self._get_columns())
        queries = [
            SQL("SELECT %s, %s, rows.* FROM (%s) rows", place, kind, query)
            for place, (kind, query) in enumerate(self._get_queries().items())
        ]
        # the same row keeps its id from one query to the next
        return SQL(
            "SELECT found.source::bigint * 32 + found.place AS id, found.*,"
            " c.currency_id FROM (%s) AS found (place, kind, %s)"
            " LEFT JOIN res_company c ON c.id = found.company_id",
            SQL(" UNION ALL ").join(queries),
            columns,
        )

    @api.model
    def _get_columns(self):
        """Columns of every query, in this order; `source` is unique within a kind."""
        return [
            "source", "subject", "res_model", "res_id", "company_id", "workorder_id",
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
