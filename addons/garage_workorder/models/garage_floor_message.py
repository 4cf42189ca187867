from odoo import api, fields, models


class GarageFloorMessage(models.Model):
    """One sentence for one mechanic, read on the phone."""

    _name = "garage.floor.message"
    _description = "Message to a mechanic"
    _order = "id desc"
    _check_company_auto = True
    _rec_name = "text"

    workorder_id = fields.Many2one(
        "garage.workorder", required=True, index=True, ondelete="cascade"
    )
    job_id = fields.Many2one(
        "garage.job",
        index="btree_not_null",
        ondelete="set null",
        domain="[('workorder_id', '=', workorder_id)]",
    )
    company_id = fields.Many2one(related="workorder_id.company_id", store=True)
    employee_id = fields.Many2one(
        "hr.employee", string="To", required=True, check_company=True
    )
    kind = fields.Selection(
        [
            ("note", "Note"),
            ("assigned", "Assigned"),
            ("part", "Part"),
            ("approved", "Approved"),
            ("declined", "Declined"),
            ("check", "Quality check"),
            ("clock", "Clock"),
            ("kept", "Kept as a note"),
        ],
        default="note",
        required=True,
        readonly=True,
    )
    text = fields.Char(required=True)
    author_id = fields.Many2one(
        "res.users",
        string="From",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    read_at = fields.Datetime(string="Read", readonly=True, copy=False)

    _inbox = models.Index("(employee_id, id)")

    @api.model
    def _tell(self, employees, workorder, kind, text, job=None):
        """Tell mechanics one sentence about a visit; nobody is told what he did."""
        # written by the workshop's events for the mechanics they concern
        others = employees.sudo().filtered(
            lambda employee: kind == "kept" or employee.user_id != self.env.user
        )
        return self.sudo().create(
            [
                {
                    "employee_id": employee.id,
                    "workorder_id": workorder.id,
                    "job_id": job.id if job else False,
                    "kind": kind,
                    "text": text,
                }
                for employee in others
            ]
        )

    @api.model
    def _get_phone_rows(self, employee, limit=40):
        """The newest messages of a mechanic as the phone lists them."""
        # the mechanic's own messages; names of advisers and plates are no secret
        own = self.sudo().search([("employee_id", "=", employee.id)], limit=limit)
        to_iso = self.env["garage.job"]._to_iso
        return [
            {
                "id": message.id,
                "kind": message.kind,
                "text": message.text,
                "author": message.author_id.name,
                "job_id": message.job_id.id,
                "plate": message.workorder_id.vehicle_id.plate or "",
                "at": to_iso(message.create_date),
                "read": bool(message.read_at),
            }
            for message in own
        ]

    @api.model
    def _mark_read(self, employee, ids, moment):
        """Note when a mechanic saw messages; those of others stay as they are."""
        # only the reader's own messages, see the domain
        unread = self.sudo().search(
            [
                ("id", "in", ids),
                ("employee_id", "=", employee.id),
                ("read_at", "=", False),
            ]
        )
        unread.read_at = moment
        unread.workorder_id._notify_board()
