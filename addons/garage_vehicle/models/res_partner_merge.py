from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """Two records of one customer become one, by Odoo's merge of contacts."""

    _inherit = "res.partner"

    def action_garage_merge(self):
        return self.env["garage.merge"]._open(self)

    def _check_merge(self, other, same_vehicle=False):
        """Refuse where two contacts cannot be one customer."""
        if self.company_id and other.company_id and self.company_id != other.company_id:
            raise UserError(
                self.env._(
                    "%(one)s and %(two)s belong to two companies of yours and cannot be"
                    " merged.",
                    one=self.display_name,
                    two=other.display_name,
                )
            )
        # reached by the manager who merges; staff and companies are nobody's customer
        both = (self | other).sudo().with_context(active_test=False)
        if both.user_ids.filtered(lambda user: not user.share):
            raise UserError(
                self.env._(
                    "%(name)s is a colleague. Only customers can be merged.",
                    name=both.user_ids[:1].name,
                )
            )
        if both.env["res.company"].search_count([("partner_id", "in", both.ids)]):
            raise UserError(
                self.env._("The address of your own company cannot be merged.")
            )

    def _merge_from(self, other, vals, kept_text):
        """Take over everything of another record of this customer."""
        self.ensure_one()
        name, id_ = other.display_name, other.id
        # every vehicle and document of both moves, whoever may see it
        merger = self.env["base.partner.merge.automatic.wizard"].sudo()
        mover = self.env["garage.merge.mover"]
        dropped = mover._drop_doubles(other.sudo(), self.sudo())
        mover._move_followers(other.sudo(), self.sudo())
        mover._move_links(other.sudo(), self.sudo())
        merger._merge((self | other).ids, self.sudo(), extra_checks=False)
        self.env.invalidate_all()
        mover._follow_related(self.sudo())
        self.write(vals)
        self._merge_garage_ownership()
        mover._note_merge(self, name, id_, kept_text, dropped)

    def _merge_garage_ownership(self):
        """The same customer owned a vehicle once, not twice at a time."""
        for vehicle in self.env["garage.vehicle"].search(
            [("ownership_ids.partner_id", "=", self.id)]
        ):
            vehicle._merge_ownership()
