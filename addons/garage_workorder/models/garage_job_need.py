from odoo import api, fields, models


class GarageJobNeed(models.Model):
    """A part that a job needs and that nobody has chosen yet."""

    _name = "garage.job.need"
    _description = "Part to choose"
    _order = "job_id, id"

    job_id = fields.Many2one(
        "garage.job", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True, index=True)
    name = fields.Char(string="Part", required=True)
    quantity = fields.Float(default=1.0, digits="Product Unit", required=True)
    note = fields.Char(help="Why the part has to be chosen.")
    price_to_follow = fields.Boolean(
        help="The estimate is sent without this part; its price follows later."
    )
    line_id = fields.Many2one(
        "sale.order.line",
        string="Chosen",
        ondelete="set null",
        index="btree_not_null",
        groups="garage_workorder.group_garage_prices",
    )
    is_open = fields.Boolean(
        compute="_compute_is_open", compute_sudo=True, search="_search_is_open"
    )

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "The quantity of a part must be positive."
    )

    @api.depends("line_id")
    def _compute_is_open(self):
        for need in self:
            need.is_open = not need.line_id

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("line_id", "=" if True in value else "!=", False)]

    def set_price_to_follow(self, to_follow):
        """Send the estimate without this part, or ask for its choice again."""
        self.ensure_one()
        self.job_id._check_card_editable()
        self.price_to_follow = to_follow
        self.job_id.workorder_id._notify_board()
        return self.job_id.get_card()

    def drop(self):
        """Take a part off the job that is not needed after all."""
        self.ensure_one()
        job = self.job_id
        job._check_card_editable()
        self.unlink()
        job.workorder_id._notify_board()
        return job.get_card()

    def _get_card_actions(self):
        """Buttons beside the part: [{method, label, icon}] of garage.job.need."""
        self.ensure_one()
        return []
