from odoo import fields, models
from odoo.tools import SQL, drop_view_if_exists

#: ratio: (what is divided, by what)
RATIOS = {
    "efficiency:avg": ("sold_hours", "finished_hours"),
    "utilisation:avg": ("clocked_hours", "present_hours"),
}


class GarageTimeReport(models.Model):
    """Clocked, sold and present hours by mechanic, day and job."""

    _name = "garage.time.report"
    _description = "Productivity"
    _auto = False
    _order = "day desc"
    _rec_name = "employee_id"

    day = fields.Date(readonly=True)
    employee_id = fields.Many2one("hr.employee", string="Mechanic", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    job_id = fields.Many2one("garage.job", readonly=True)
    workorder_id = fields.Many2one("garage.workorder", readonly=True)
    template_id = fields.Many2one(
        "garage.job.template", string="Job template", readonly=True
    )
    clocked_hours = fields.Float(string="Clocked", readonly=True)
    finished_hours = fields.Float(string="Clocked on finished jobs", readonly=True)
    sold_hours = fields.Float(
        string="Sold",
        readonly=True,
        help="Hours sold with finished jobs, shared by who clocked on them.",
    )
    present_hours = fields.Float(string="Present", readonly=True)
    forgotten = fields.Integer(string="Forgotten stops", readonly=True)
    efficiency = fields.Float(
        string="Efficiency (%)",
        readonly=True,
        aggregator="avg",
        help="Sold hours of finished jobs per 100 hours clocked on them.",
    )
    utilisation = fields.Float(
        string="Utilisation (%)",
        readonly=True,
        aggregator="avg",
        help="Clocked hours per 100 hours present.",
    )

    def init(self):
        drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                "CREATE VIEW %s AS (%s UNION ALL %s)",
                SQL.identifier(self._table),
                self._get_times_sql(),
                self._get_days_sql(),
            )
        )

    def _read_group_select(self, aggregate_spec, query):
        """Shares of sums, not means of shares: a long job weighs more."""
        if aggregate_spec not in RATIOS:
            return super()._read_group_select(aggregate_spec, query)
        part, whole = RATIOS[aggregate_spec]
        return SQL(
            "100 * SUM(%s) / NULLIF(SUM(%s), 0)",
            self._field_to_sql(self._table, part, query),
            self._field_to_sql(self._table, whole, query),
        )

    def _get_times_sql(self):
        return SQL(
            """
            SELECT t.id, t.day, t.employee_id, t.company_id, t.job_id,
                   t.workorder_id, j.template_id,
                   t.hours AS clocked_hours,
                   CASE WHEN j.state = 'done' THEN t.hours ELSE 0 END
                       AS finished_hours,
                   CASE WHEN j.state = 'done'
                       THEN j.finished_hours * t.hours / NULLIF(t.job_hours, 0)
                       ELSE 0 END AS sold_hours,
                   0::float AS present_hours,
                   CASE WHEN t.forgotten THEN 1 ELSE 0 END AS forgotten,
                   CASE WHEN j.state = 'done'
                       THEN 100 * j.finished_hours / NULLIF(t.job_hours, 0)
                       END AS efficiency,
                   NULL::float AS utilisation
              FROM (%s) t
              JOIN garage_job j ON j.id = t.job_id
            """,
            self._get_hours_sql(),
        )

    def _get_hours_sql(self):
        """Each time with its hours and those of everybody on the same job."""
        return SQL(
            """
            SELECT e.*, SUM(e.hours) OVER (PARTITION BY e.job_id) AS job_hours
              FROM (
                SELECT id, day, employee_id, company_id, job_id, workorder_id,
                       forgotten,
                       EXTRACT(EPOCH FROM
                           COALESCE(stop, now() AT TIME ZONE 'UTC') - start
                       )::float / 3600 AS hours
                  FROM garage_time_entry
              ) e
            """
        )

    def _get_days_sql(self):
        return SQL(
            """
            SELECT -d.id, d.day, d.employee_id, d.company_id, NULL::int,
                   NULL::int, NULL::int, 0, 0, 0, d.hours, 0, NULL::float,
                   NULL::float
              FROM garage_work_day d
            """
        )
