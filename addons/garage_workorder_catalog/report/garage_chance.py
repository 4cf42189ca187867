from odoo import api, models
from odoo.tools import SQL


class GarageChance(models.Model):
    """Jobs sold below their time: the time of the guide, where it gave one."""

    _inherit = "garage.chance"

    @api.model
    def _get_usual_query(self):
        return SQL(
            """
            SELECT sum(coalesce(book.hours, t.quantity))::float AS hours
            FROM garage_job_template_line t
            LEFT JOIN LATERAL (
                SELECT max(l.garage_book_hours) AS hours FROM sale_order_line l
                WHERE l.garage_job_id = j.id AND l.garage_book_hours > 0
                    AND l.garage_labour_code = t.labour_code
            ) book ON true
            WHERE t.kind = 'labour' AND t.template_id = j.template_id
            """
        )
