from odoo import api, fields, models
from odoo.tools import SQL

from ..domain import states

#: declined work older than this is no chance any more, in days
DECLINED_DAYS = 365
#: time that was not billed is looked at for as long, in days
TIME_DAYS = 90


class GarageLeak(models.Model):
    """Money that the garage earned or was offered, and has not got."""

    _name = "garage.leak"
    _inherit = "garage.union.report"
    _description = "Leak"
    _auto = False
    _order = "since, amount desc, id"

    kind = fields.Selection(
        [
            ("ready_unpaid", "Ready and unpaid"),
            ("keys_out", "Key given out, bill due"),
            ("unbilled_parts", "Parts fitted, not billed"),
            ("unbilled_time", "Time worked, not sold"),
            ("overdue", "Promise passed"),
            ("declined", "Declined work"),
            ("idle_deposit", "Deposit without work"),
        ]
    )

    @api.model
    def _get_queries(self):
        return {
            "ready_unpaid": self._get_ready_query(),
            "keys_out": self._get_key_query(),
            "unbilled_parts": self._get_parts_query(),
            "unbilled_time": self._get_time_query(),
            "overdue": self._get_overdue_query(),
            "declined": self._get_declined_query(),
            "idle_deposit": self._get_deposit_query(),
        }

    @api.model
    def _get_ready_query(self):
        """Ready work orders with something to pay, billed or not."""
        return SQL(
            """
            SELECT w.id, w.name, 'garage.workorder', w.id, w.company_id, w.id,
                w.vehicle_id, w.partner_id, w.adviser_id, w.ready_at, 0::float,
                coalesce(billed.amount, 0) + coalesce(unbilled.amount, 0)
            FROM garage_workorder w
            LEFT JOIN LATERAL (%s) billed ON true
            LEFT JOIN LATERAL (
                SELECT sum(l.price_total) AS amount FROM sale_order_line l
                JOIN garage_job j ON j.id = l.garage_job_id
                WHERE j.workorder_id = w.id AND j.state IN %s
                    AND l.qty_invoiced = 0 AND l.product_uom_qty <> 0
            ) unbilled ON true
            WHERE w.state = 'ready'
                AND coalesce(billed.amount, 0) + coalesce(unbilled.amount, 0) > 0.005
            """,
            self._get_residual_query(),
            tuple(states.APPROVED),
        )

    @api.model
    def _get_residual_query(self):
        """What is open on the posted bills of work order ``w``."""
        return SQL(
            """
            SELECT sum(m.amount_residual_signed) AS amount FROM account_move m
            WHERE m.garage_workorder_id = w.id AND m.state = 'posted'
                AND m.amount_residual <> 0
            """
        )

    @api.model
    def _get_key_query(self):
        """Bills that are due and open although the key was handed over."""
        return SQL(
            """
            SELECT m.id, w.name || ', ' || m.name, 'garage.workorder', w.id,
                w.company_id, w.id, w.vehicle_id, w.partner_id, w.adviser_id,
                w.handed_over_at,
                0::float, m.amount_residual_signed
            FROM account_move m JOIN garage_workorder w ON w.id = m.garage_workorder_id
            WHERE m.garage_workorder_id IS NOT NULL AND m.amount_residual <> 0
                AND m.state = 'posted' AND w.key_state = 'handed_over'
                AND coalesce(m.invoice_date_due, m.invoice_date) <= CURRENT_DATE
            """
        )

    @api.model
    def _get_parts_query(self):
        """Parts of finished jobs that left the stock and stand on no bill."""
        return SQL(
            """
            SELECT l.id, j.name || ': ' || l.name, 'garage.job', j.id, w.company_id,
                w.id, w.vehicle_id, w.partner_id, w.adviser_id, j.finished_at, 0::float,
                l.price_subtotal * (l.qty_delivered - l.qty_invoiced)
                    / NULLIF(l.product_uom_qty, 0)
            FROM sale_order_line l
            JOIN garage_job j ON j.id = l.garage_job_id
            JOIN garage_workorder w ON w.id = j.workorder_id
            JOIN product_product p ON p.id = l.product_id
            JOIN product_template t ON t.id = p.product_tmpl_id
            WHERE l.garage_job_id IS NOT NULL AND l.qty_delivered > l.qty_invoiced
                AND t.type = 'consu' AND (w.state IN ('handed_over', 'cancelled')
                    OR j.finished_at < (now() AT TIME ZONE 'UTC') - interval '1 day')
            """
        )

    @api.model
    def _get_time_query(self):
        """Finished jobs on which more hours were clocked than sold."""
        return SQL(
            """
            SELECT j.id, j.name, 'garage.job', j.id, w.company_id, w.id, w.vehicle_id,
                w.partner_id, w.adviser_id, j.finished_at,
                clocked.hours - sold.hours,
                (clocked.hours - sold.hours) * coalesce(sold.price, 0)
            FROM garage_job j JOIN garage_workorder w ON w.id = j.workorder_id
            JOIN LATERAL (%s) clocked ON true
            JOIN LATERAL (%s) sold ON true
            WHERE j.finished_at >= (now() AT TIME ZONE 'UTC')
                    - make_interval(days => %s)
                AND clocked.hours > sold.hours + 0.1
            """,
            self._get_clocked_query(),
            self._get_sold_query(),
            TIME_DAYS,
        )

    @api.model
    def _get_clocked_query(self):
        """Hours that were clocked on job ``j``."""
        return SQL(
            """
            SELECT coalesce(sum(extract(epoch FROM e.stop - e.start)) / 3600, 0)::float
                AS hours
            FROM garage_time_entry e WHERE e.job_id = j.id AND e.stop IS NOT NULL
            """
        )

    @api.model
    def _get_sold_query(self):
        """Hours that were sold on job ``j``, and the price of one."""
        hour = self.env["sale.order.line"]._get_garage_hour()
        return SQL(
            """
            SELECT coalesce(sum(l.product_uom_qty * u.factor), 0)::float / %s AS hours,
                max(l.price_unit * %s / u.factor)::float AS price
            FROM sale_order_line l JOIN uom_uom u ON u.id = l.product_uom_id
            WHERE l.garage_job_id = j.id
                AND split_part(u.parent_path, '/', 1) = %s
            """,
            hour.factor,
            hour.factor,
            hour.parent_path.split("/")[0],
        )

    @api.model
    def _get_overdue_query(self):
        """Open work orders whose promised time has passed."""
        return SQL(
            """
            SELECT w.id, w.name, 'garage.workorder', w.id, w.company_id, w.id,
                w.vehicle_id, w.partner_id, w.adviser_id, w.promised_at, 0::float,
                w.amount_total
            FROM garage_workorder w
            WHERE w.state IN %s AND w.promised_at < now() AT TIME ZONE 'UTC'
            """,
            tuple(sorted(states.MOVING)),
        )

    @api.model
    def _get_declined_query(self):
        """Declined jobs that nobody offered again."""
        return SQL(
            """
            SELECT j.id, j.name, 'garage.job', j.id, w.company_id, w.id, w.vehicle_id,
                w.partner_id, w.adviser_id, j.declined_at, 0::float, j.declined_amount
            FROM garage_job j JOIN garage_workorder w ON w.id = j.workorder_id
            WHERE j.state = 'declined' AND j.declined_at >=
                    (now() AT TIME ZONE 'UTC') - make_interval(days => %s)
                AND NOT EXISTS (SELECT FROM garage_job again
                    WHERE again.reoffered_from_id = j.id
                        AND again.state <> 'cancelled')
            """,
            DECLINED_DAYS,
        )

    @api.model
    def _get_deposit_query(self):
        """Deposits that were paid for visits on which no work is approved."""
        return SQL(
            """
            SELECT m.id, w.name || ', ' || m.name, 'garage.workorder', w.id,
                w.company_id, w.id, w.vehicle_id, w.partner_id, w.adviser_id,
                m.invoice_date::timestamp, 0::float,
                m.amount_total_signed - m.amount_residual_signed
            FROM sale_order_line l JOIN sale_order o ON o.id = l.order_id
            JOIN garage_workorder w ON w.id = o.garage_workorder_id
            JOIN sale_order_line_invoice_rel x ON x.order_line_id = l.id
            JOIN account_move_line a ON a.id = x.invoice_line_id
            JOIN account_move m ON m.id = a.move_id
            WHERE l.is_downpayment AND l.display_type IS NULL
                AND m.state = 'posted' AND m.move_type = 'out_invoice'
                AND m.amount_total > m.amount_residual AND w.state <> 'handed_over'
                AND NOT EXISTS (SELECT FROM garage_job j WHERE j.workorder_id = w.id
                    AND j.state IN %s)
            GROUP BY w.id, m.id
            """,
            tuple(states.APPROVED),
        )
