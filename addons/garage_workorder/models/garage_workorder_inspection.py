from odoo import api, fields, models
from odoo.exceptions import UserError


class GarageWorkorder(models.Model):
    """Inspections of a visit: filling, proposing work, showing to the customer."""

    _inherit = "garage.workorder"

    inspection_ids = fields.One2many(
        "garage.inspection", "workorder_id", string="Inspections"
    )
    inspection_line_ids = fields.One2many(
        "garage.inspection.line", "workorder_id", string="Inspected items"
    )
    inspection_finding_ids = fields.One2many(
        "garage.inspection.line",
        "workorder_id",
        string="Findings",
        domain=[("result", "in", ("amber", "red"))],
    )
    open_finding_count = fields.Integer(compute="_compute_open_finding_count")

    @api.depends("inspection_line_ids.result", "inspection_line_ids.has_job")
    def _compute_open_finding_count(self):
        for workorder in self:
            workorder.open_finding_count = len(workorder._get_open_findings())

    def action_send_estimate(self):
        """The report goes along with the estimate, unless it was hidden."""
        result = super().action_send_estimate()
        self.inspection_ids.filtered(
            lambda record: record.customer_state == "later" and record.result != "none"
        ).customer_state = "shown"
        return result

    def action_fill_inspection(self):
        """Open the choice of sheets with big buttons, for phone and tablet."""
        self.ensure_one()
        self._check_not_cancelled()
        return self._open_phone()

    def action_jobs_from_inspection(self):
        """Choose which red and amber items become jobs."""
        self.ensure_one()
        self._check_open()
        if not self._get_open_findings():
            raise UserError(
                self.env._(
                    "No inspection of %(name)s has a red or amber item without a job.",
                    name=self.name,
                )
            )
        action = self.env["ir.actions.actions"]._for_xml_id(
            "garage_workorder.garage_inspection_propose_action"
        )
        action["context"] = {"default_workorder_id": self.id}
        return action

    def _get_open_findings(self):
        """Red items first, then amber ones, that no job mends yet."""
        lines = self.inspection_line_ids.filtered(
            lambda line: line.result in ("amber", "red") and not line.has_job
        )
        return lines.sorted(lambda line: (line.result != "red", line.sequence))

    def _add_proposal(self, proposal):
        """A finding of an earlier inspection becomes a job of this visit."""
        if proposal.get("code") != "finding":
            return super()._add_proposal(proposal)
        line = self.env["garage.inspection.line"].browse(proposal["res_id"]).exists()
        if line.vehicle_id != self.vehicle_id:
            raise UserError(self.env._("This was not found at this vehicle."))
        return line._propose_jobs(self)

    def _check_not_cancelled(self):
        if self.state == "cancelled":
            raise UserError(
                self.env._("%(name)s was cancelled.", name=self.display_name)
            )

    def _open_phone(self, sheet=None):
        address = f"/garage/mechanic?tab=inspect&visit={self.id}"
        return {
            "type": "ir.actions.act_url",
            "url": f"{address}&sheet={sheet.id}" if sheet else address,
            "target": "new",
        }

    def _get_phone_visit(self):
        """The visit as the phone lists it under its inspections."""
        self.ensure_one()
        vehicle = self.vehicle_id
        return {
            "id": self.id,
            "name": self.name,
            "plate": vehicle.plate or "",
            "plate_country": vehicle.plate_country_code or "",
            "vehicle": vehicle._get_title(),
            "complaint": self.complaint or "",
            "sheets": self.job_ids.template_id.inspection_sheet_id.ids,
            "inspections": [
                {
                    "sheet_id": record.sheet_id.id,
                    "state": record.state,
                    "red": record.red_count,
                    "amber": record.amber_count,
                    "green": record.green_count,
                    "open": record.unchecked_count,
                }
                for record in self.inspection_ids.sorted("id")
            ],
        }

    def _get_shown_inspections(self):
        """Reports that the customer may see."""
        return self.inspection_ids.filtered(
            lambda record: record.customer_state == "shown"
        ).sorted("id")

    def _get_page_values(self):
        return {
            **super()._get_page_values(),
            "inspections": self._get_shown_inspections(),
        }

    def _get_inspection_stream(self, media_id, small=False):
        """A shown photo or video as bytes to send; None when it is not shown.

        Reached by anybody with the link; the controller has checked it.
        """
        media = self._get_shown_inspections()._find_media(media_id)
        return media._get_stream(small) if media else None
