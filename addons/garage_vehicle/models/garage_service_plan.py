from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain.service_due import Interval


class GarageServicePlan(models.Model):
    """Work that comes back every so many months or kilometres."""

    _name = "garage.service.plan"
    _description = "Service plan"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    months = fields.Integer(string="Every (months)", default=12)
    km = fields.Integer(string="Every (km)", default=0)
    make_id = fields.Many2one(
        "garage.vehicle.make", help="Empty: vehicles of every make."
    )
    model_id = fields.Many2one(
        "garage.vehicle.model", domain="[('make_id', '=?', make_id)]"
    )
    fuel = fields.Selection(
        selection=lambda self: self.env["garage.vehicle"]._fields["fuel"].selection,
        help="Empty: every fuel.",
    )
    vehicle_ids = fields.Many2many(
        "garage.vehicle", string="Only these vehicles", check_company=True
    )

    _interval_check = models.Constraint(
        "CHECK (months >= 0 AND km >= 0)", "An interval cannot be negative."
    )

    @api.constrains("months", "km")
    def _check_interval(self):
        for plan in self:
            if not plan.months and not plan.km:
                raise ValidationError(
                    self.env._("Say after how many months or kilometres it is due.")
                )

    @api.onchange("model_id")
    def _onchange_model_id(self):
        if self.model_id:
            self.make_id = self.model_id.make_id

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        plans._wake_cron()
        return plans

    def write(self, vals):
        result = super().write(vals)
        self._wake_cron()
        return result

    def _wake_cron(self):
        """A changed plan moves the dates of many vehicles: not while one waits."""
        self.env.ref("garage_vehicle.ir_cron_due").sudo()._trigger()

    @api.model
    def _get_changed_at(self):
        """Return since when the dates must have been worked out to hold."""
        now = fields.Datetime.now()
        midnight = now.replace(hour=0, minute=0, second=0)
        newest = self.with_context(active_test=False).search(
            [], order="write_date desc", limit=1
        )
        return min(now, max(midnight, newest.write_date or midnight))

    def _get_interval(self):
        return Interval(self.months, self.km)

    def _choose(self, vehicle):
        """Return the plans for a vehicle: of each name the one that fits best."""
        best = {}
        for plan in self:
            rank = plan._get_rank(vehicle)
            if rank and rank > best.get(plan.name, (0, None))[0]:
                best[plan.name] = (rank, plan)
        return self.browse([plan.id for _rank, plan in best.values()])

    def _get_rank(self, vehicle):
        """Return 0 when the plan is not for the vehicle, more the closer it fits."""
        if self.company_id and self.company_id != vehicle.company_id:
            return 0
        if self.vehicle_ids:
            return 16 if vehicle in self.vehicle_ids else 0
        rank = 1
        for name, worth in (("model_id", 8), ("make_id", 4), ("fuel", 2)):
            if self[name]:
                if self[name] != vehicle[name]:
                    return 0
                rank += worth
        return rank
