from odoo import api, fields, models

#: kinds of work that are due again and again
PERIODIC = ("service", "inspection", "tyres")
#: states in which the work is sold
SOLD = frozenset({"approved", "in_progress", "paused", "done"})


class GarageJob(models.Model):
    """The same work again inside its warranty: said, and billed to who bears it."""

    _inherit = "garage.job"

    warranty_text = fields.Char(compute="_compute_warranty")
    warranty_job_id = fields.Many2one("garage.job", compute="_compute_warranty")
    warranty_payer_id = fields.Many2one("res.partner", compute="_compute_warranty")
    warranty_sold = fields.Boolean(
        string="Warranty agreed",
        readonly=True,
        copy=False,
        help="The length below is that of the day the work was approved.",
    )
    warranty_months = fields.Integer(readonly=True, copy=False)
    warranty_km = fields.Integer(string="Warranty (km)", readonly=True, copy=False)

    @api.depends("template_id", "vehicle_id", "need_ids.line_id", "state")
    def _compute_warranty(self):
        cases = {}
        for workorder in self.workorder_id:
            cases.update(workorder._get_warranty_cases())
        for job in self:
            row = cases.get(job.id) or cases.get(job._origin.id) or {}
            job.warranty_text = row.get("text", False)
            job.warranty_job_id = row.get("job_id", False)
            job.warranty_payer_id = row.get("supplier_id", False)

    @api.model_create_multi
    def create(self, vals_list):
        jobs = super().create(vals_list)
        jobs.filtered(lambda job: job.state in SOLD)._keep_warranty()
        return jobs

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") in SOLD:
            self.filtered(lambda job: not job.warranty_sold)._keep_warranty()
        return result

    def action_bill_warranty(self):
        """Take over the proposal: the supplier of the part pays, else we do."""
        self.ensure_one()
        self.check_access("write")
        payer = self.warranty_payer_id
        self.write(
            {
                "payer_kind": "warranty" if payer else "internal",
                "payer_id": payer.id,
                "payer_share": 100.0,
            }
        )
        return True

    def action_bill_internal(self):
        """We bear the work ourselves."""
        self.ensure_one()
        self.check_access("write")
        self.write({"payer_kind": "internal", "payer_id": False, "payer_share": 100.0})
        return True

    def _get_warranty_items(self):
        """What of this finished job carries a warranty, with its length."""
        self.ensure_one()
        template = self.template_id
        months, kilometres = self._get_warranty_length()
        base = {"job_id": self.id, "visit": self.workorder_id.name}
        rows = [
            {
                **base,
                "template_id": template.id,
                "product_id": False,
                "name": self.name,
                "supplier_id": False,
                "months": months,
                "kilometres": kilometres,
            }
        ]
        return rows + [
            {**base, **row} for line in self.line_ids for row in line._get_warranty()
        ]

    def _keep_warranty(self):
        """Keep the length of this day; later settings do not change what was sold."""
        for job in self:
            months, kilometres = job._get_warranty_length()
            job.write(
                {
                    "warranty_sold": True,
                    "warranty_months": months,
                    "warranty_km": kilometres,
                }
            )

    def _get_warranty_length(self):
        """Months and kilometres: as sold, else as a job sold today would get."""
        self.ensure_one()
        if self.warranty_sold:
            return self.warranty_months, self.warranty_km
        template = self.template_id
        months, kilometres = (
            template.garage_warranty_months,
            template.garage_warranty_km,
        )
        if not (months or kilometres) and not self._is_periodic():
            # the setting of the garage is no secret for who approves or finishes
            months = self.sudo().company_id.garage_warranty_months
        return months, kilometres

    def _is_periodic(self):
        """Services and inspections come back by plan, that is no warranty case."""
        return self.template_id.category in PERIODIC

    def _is_same_work(self, row):
        """Tell whether a row of warranty is about the same job or part as this one."""
        if row["job_id"] == self.id:
            return False
        if row["product_id"]:
            return row["product_id"] in self.line_ids.product_id.ids
        return bool(row["template_id"]) and row["template_id"] == self.template_id.id

    def _get_card_actions(self, editable):
        """The proposal stands in the menu of the job's card, one click away."""
        actions = super()._get_card_actions(editable)
        if not editable or not self.warranty_text or self.payer_kind != "customer":
            return actions
        row = {"icon": "fa-shield"}
        if self.warranty_payer_id:
            label = self.env._(
                "Warranty: bill %(payer)s", payer=self.warranty_payer_id.display_name
            )
            actions.append({**row, "method": "action_bill_warranty", "label": label})
        label = self.env._("Warranty: at our expense")
        actions.append({**row, "method": "action_bill_internal", "label": label})
        return actions
