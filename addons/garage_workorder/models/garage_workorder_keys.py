from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..domain import key_tags
from .garage_key_move import PLACES

#: who may move keys; the auditor may not
KEY_GROUPS = (
    "garage_base.group_garage_adviser",
    "garage_base.group_garage_mechanic",
    "garage_base.group_garage_cashier",
)


class GarageWorkorder(models.Model):
    """Where the key of a vehicle is, and who took it there."""

    _inherit = "garage.workorder"

    key_place = fields.Selection(
        PLACES, string="Where the key is", default="none", required=True, copy=False
    )
    key_holder_id = fields.Many2one(
        "hr.employee", string="Has the key", copy=False, readonly=True
    )
    key_text = fields.Char(
        string="Key is", compute="_compute_key_text", compute_sudo=True
    )
    free_key_tag = fields.Char(compute="_compute_free_key_tag")
    key_tag_hint = fields.Char(compute="_compute_key_tag_hint")

    # keys on the board: few among all visits that there ever were
    _keys_in_shop_idx = models.Index("(company_id) WHERE key_state = 'in_shop'")

    @api.depends("key_place", "key_holder_id", "key_tag")
    def _compute_key_text(self):
        for workorder in self:
            workorder.key_text = workorder._get_key_text()

    @api.depends("key_state", "company_id")
    def _compute_free_key_tag(self):
        for workorder in self:
            waits = workorder.key_state == "none"
            workorder.free_key_tag = waits and self.get_free_key_tag(
                workorder.company_id.id
            )

    @api.depends("key_tag", "key_state")
    def _compute_key_tag_hint(self):
        for workorder in self:
            left = workorder.key_state == "handed_over"
            workorder.key_tag_hint = not left and self.check_key_tag(
                workorder.key_tag, workorder._origin.id, workorder.company_id.id
            )

    @api.model
    def get_free_key_tag(self, company_id=None):
        """The lowest free number of the key board, empty when all are taken."""
        company = self.env["res.company"].browse(company_id) or self.env.company
        used = self._search_key_tags(company).mapped("key_tag")
        return key_tags.next_tag(used, company.sudo().garage_key_hooks)

    @api.model
    def check_key_tag(self, tag, workorder_id=None, company_id=None):
        """Say whose key hangs under a number already; empty when it is free."""
        if not (tag or "").strip():
            return ""
        company = self.env["res.company"].browse(company_id) or self.env.company
        other = self._search_key_tags(company).filtered(
            lambda row: row.key_tag == tag.strip() and row.id != workorder_id
        )[:1]
        if not other:
            return ""
        return self.env._(
            "Number %(tag)s is taken by %(vehicle)s. Free: %(free)s.",
            tag=tag.strip(),
            vehicle=other.plate or other.name,
            free=self.get_free_key_tag(company.id) or "-",
        )

    @api.model
    def _search_key_tags(self, company):
        return self.search(
            [
                ("company_id", "=", company.id),
                ("key_state", "=", "in_shop"),
                ("key_tag", "!=", False),
            ]
        )

    def action_take_key(self):
        """Take the key in under the next free number, unless one is typed."""
        self.action_key_to_board()

    def action_key_to_board(self):
        """Hang the key on the board; without a number it gets the next free one."""
        for workorder in self._for_keys():
            if not workorder.key_tag:
                workorder.key_tag = self.get_free_key_tag(workorder.company_id.id)
            workorder._place_key("board")

    def action_key_to_me(self):
        """Whoever presses takes the key; a mechanic's name stands on the board."""
        employee = self.env.user.employee_id
        if not employee:
            raise UserError(
                self.env._(
                    "Your log-in is not linked to an employee. Choose who has the key, "
                    "or ask the manager to link it."
                )
            )
        for workorder in self._for_keys():
            workorder._place_key("mechanic", employee)

    def action_key_to_mechanic(self):
        """Give the key to the mechanic of the work that is running or next."""
        for workorder in self._for_keys():
            jobs = workorder.job_ids.filtered("mechanic_id").sorted(
                lambda job: job.state != "in_progress"
            )
            person = jobs[:1].mechanic_id or workorder.slot_ids[:1].employee_id
            if not person:
                raise UserError(
                    self.env._(
                        "%(name)s has no mechanic yet. Plan the work first.",
                        name=workorder.display_name,
                    )
                )
            workorder._place_key("mechanic", person)

    def action_key_to_drop(self):
        self._for_keys()._place_key_each("drop")

    def action_key_to_locker(self):
        self._for_keys()._place_key_each("locker")

    def _place_key_each(self, place):
        for workorder in self:
            workorder._place_key(place)

    def _for_keys(self):
        """The work orders as superuser for those who may carry keys."""
        self.check_access("read")
        user = self.env.user
        if not self.env.su and not any(user.has_group(group) for group in KEY_GROUPS):
            raise AccessError(
                self.env._("Keys are moved by advisers, mechanics and cashiers.")
            )
        # reached by these three roles only; mechanics have no right to write
        return self.sudo()

    def _place_key(self, place, holder=None):
        """Move the key within the workshop; one line of the log each."""
        self.ensure_one()
        if self.key_state == "handed_over":
            raise UserError(
                self.env._(
                    "The key of %(name)s left with the customer.",
                    name=self.display_name,
                )
            )
        self._move_key("in_shop", False, place=place, holder=holder)

    def _get_key_text(self):
        """Where the key is, in words."""
        self.ensure_one()
        if self.key_place == "board":
            return self.env._("Key board, %(tag)s", tag=self.key_tag or "-")
        if self.key_place == "mechanic" and self.key_holder_id:
            return self.env._("With %(name)s", name=self.key_holder_id.name)
        return dict(self._fields["key_place"]._description_selection(self.env))[
            self.key_place
        ]

    def _get_key_light(self):
        if self.key_state == "in_shop":
            return "wait", self.env._(
                "The key is in the workshop, tag %(tag)s. %(place)s.",
                tag=self.key_tag or "-",
                place=self._get_key_text(),
            )
        return super()._get_key_light()
