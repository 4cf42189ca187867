from odoo import fields, models
from odoo.tools import SQL


class GarageTimeEntry(models.Model):
    """Hours that the database adds up: a month has thousands of entries."""

    _inherit = "garage.time.entry"

    def _read_group_select(self, aggregate_spec, query):
        """The sum of ``_compute_hours``; a running clock counts until now."""
        if aggregate_spec != "hours:sum":
            return super()._read_group_select(aggregate_spec, query)
        start = self._field_to_sql(self._table, "start", query)
        stop = self._field_to_sql(self._table, "stop", query)
        return SQL(
            "SUM(GREATEST(EXTRACT(EPOCH FROM COALESCE(%s, %s) - %s), 0))::float / 3600",
            stop,
            fields.Datetime.now(),
            start,
        )
