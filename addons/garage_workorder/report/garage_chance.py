from odoo import api, fields, models
from odoo.tools import SQL

#: a vehicle is overdue when it stays away so many times its usual interval
OVERDUE_FACTOR = 1.3
#: beyond this it has gone elsewhere and is no chance any more
LOST_FACTOR = 3.0
#: visits that make an interval usual
LEAST_VISITS = 3
#: the same job again within so many days is a repeat repair
REPEAT_DAYS = 90


class GarageChance(models.Model):
    """Work that was missed or did not last: the list to go through each week."""

    _name = "garage.chance"
    _inherit = "garage.union.report"
    _description = "Missed chance"
    _auto = False
    _order = "since desc, id"

    kind = fields.Selection(
        [
            ("stays_away", "Stays away longer than usual"),
            ("repeat_repair", "Same repair again within 90 days"),
            ("declined_safety", "Urgent work declined"),
            ("below_template", "Sold below the template's time"),
        ]
    )

    @api.model
    def _get_queries(self):
        return {
            "stays_away": self._get_away_query(),
            "repeat_repair": self._get_repeat_query(),
            "declined_safety": self._get_safety_query(),
            "below_template": self._get_below_query(),
        }

    @api.model
    def _get_away_query(self):
        """Vehicles that came regularly and are 30 % late by their own rhythm."""
        return SQL(
            """
            SELECT v.id, coalesce(v.plate, v.vin), 'garage.vehicle', v.id, v.company_id,
                NULL::int, v.id, v.owner_id, NULL::int, seen.last, 0::float, 0::numeric
            FROM (
                SELECT vehicle_id, max(handed_over_at) AS last,
                    (max(handed_over_at) - min(handed_over_at)) / (count(*) - 1)
                        AS rhythm
                FROM garage_workorder WHERE state = 'handed_over'
                GROUP BY vehicle_id HAVING count(*) >= %s
            ) seen JOIN garage_vehicle v ON v.id = seen.vehicle_id
            WHERE v.active AND seen.rhythm > interval '14 days'
                AND (now() AT TIME ZONE 'UTC') - seen.last
                    BETWEEN seen.rhythm * %s AND seen.rhythm * %s
                AND NOT EXISTS (SELECT FROM garage_workorder w
                    WHERE w.vehicle_id = v.id
                        AND w.state NOT IN ('handed_over', 'cancelled'))
            """,
            LEAST_VISITS,
            OVERDUE_FACTOR,
            LOST_FACTOR,
        )

    @api.model
    def _get_repeat_query(self):
        """Jobs of a kind that the same vehicle had within the days before."""
        return SQL(
            """
            SELECT j.id, j.name, 'garage.job', j.id, j.company_id, w.id, j.vehicle_id,
                w.partner_id, w.adviser_id, j.finished_at, 0::float, j.amount_total
            FROM garage_job j JOIN garage_workorder w ON w.id = j.workorder_id
            WHERE j.state = 'done' AND j.template_id IS NOT NULL AND %s
                AND EXISTS (SELECT FROM garage_job before
                    WHERE before.vehicle_id = j.vehicle_id AND before.state = 'done'
                        AND before.template_id = j.template_id
                        AND before.workorder_id <> j.workorder_id
                        AND before.finished_at < j.finished_at
                        AND before.finished_at > j.finished_at
                            - make_interval(days => %s))
            """,
            self._get_recent(),
            REPEAT_DAYS,
        )

    @api.model
    def _get_safety_query(self):
        """Urgent jobs that were declined and not offered again."""
        return SQL(
            """
            SELECT j.id, j.name, 'garage.job', j.id, j.company_id, w.id, j.vehicle_id,
                w.partner_id, w.adviser_id, j.declined_at, 0::float, j.declined_amount
            FROM garage_job j JOIN garage_workorder w ON w.id = j.workorder_id
            WHERE j.state = 'declined' AND j.severity = 'red'
                AND NOT EXISTS (SELECT FROM garage_job again
                    WHERE again.reoffered_from_id = j.id
                        AND again.state <> 'cancelled')
            """
        )

    @api.model
    def _get_below_query(self):
        """Finished jobs on which fewer hours were sold than their template has."""
        return SQL(
            """
            SELECT j.id, j.name, 'garage.job', j.id, j.company_id, w.id, j.vehicle_id,
                w.partner_id, w.adviser_id, j.finished_at, usual.hours - sold.hours,
                (usual.hours - sold.hours) * coalesce(sold.price, 0)
            FROM garage_job j JOIN garage_workorder w ON w.id = j.workorder_id
            JOIN LATERAL (%s) usual ON true
            JOIN LATERAL (%s) sold ON true
            WHERE j.state = 'done' AND %s AND sold.hours < usual.hours - 0.05
            """,
            self._get_usual_query(),
            self.env["garage.leak"]._get_sold_query(),
            self._get_recent(),
        )

    @api.model
    def _get_usual_query(self):
        """Hours that the template of the job j has."""
        return SQL(
            """
            SELECT sum(t.quantity)::float AS hours FROM garage_job_template_line t
            WHERE t.kind = 'labour' AND t.template_id = j.template_id
            """
        )

    @api.model
    def _get_recent(self):
        return SQL(
            "j.finished_at >= (now() AT TIME ZONE 'UTC') - make_interval(days => %s)",
            REPEAT_DAYS,
        )
