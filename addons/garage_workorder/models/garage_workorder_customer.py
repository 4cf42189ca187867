import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import customer, signature


class GarageWorkorder(models.Model):
    """The customer's page: its link and what it says."""

    _name = "garage.workorder"
    _inherit = ["garage.workorder", "garage.link.mixin"]

    access_token = fields.Char(copy=False, groups="base.group_system")
    access_expires_at = fields.Datetime(copy=False)
    customer_url = fields.Char(
        compute="_compute_customer_url",
        groups="garage_base.group_garage_adviser",
        string="Customer link",
    )

    _access_token_uniq = models.UniqueIndex(
        "(access_token) WHERE access_token IS NOT NULL",
        "This link is already used.",
    )

    @api.depends("access_expires_at")
    def _compute_customer_url(self):
        for workorder in self:
            token = workorder.sudo().access_token
            workorder.customer_url = token and workorder._get_customer_url()

    def _get_customer_url(self):
        """Address of the customer's page; makes the link when there is none."""
        self.ensure_one()
        # the token is hidden from everyone; the address goes to the customer only
        workorder = self.sudo()
        if not workorder.access_token:
            workorder._renew_link()
        return f"{workorder.get_base_url()}/garage/w/{workorder.access_token}"

    def _renew_link(self):
        for workorder in self.sudo():
            days = workorder.company_id.garage_link_days
            expires_at = fields.Datetime.now() + timedelta(days=days)
            vals = {"access_expires_at": expires_at}
            if not workorder.access_token:
                vals["access_token"] = secrets.token_urlsafe(24)
            workorder.write(vals)

    @api.model
    def _find_by_token(self, token):
        """Work order of a link as superuser, empty when there is none."""
        return self._find_by_secret("access_token", token)

    def _is_link_expired(self):
        self.ensure_one()
        return (
            not self.access_expires_at or self.access_expires_at < fields.Datetime.now()
        )

    def _answer_on_page(self, form, ip, channel="link"):
        """Take the answer that the customer's page sends; the same one only once.

        Reached by anybody with the link, and by staff who turn the tablet; the
        controller has checked both.

        :param form: who, version, signature, request_key and ``job_<id>`` per job
            (yes or no)
        :raises UserError: with a plain sentence for the customer
        """
        self.ensure_one()
        key = (form.get("request_key") or "")[:40] or False
        # the key is hidden; whoever answers may only find the own answer again
        same = self.sudo().approval_ids.filtered(
            lambda approval: key and approval.request_key == key
        )
        if same:
            return same
        who = (form.get("who") or "").strip()[:100]
        if not who:
            raise UserError(self.env._("Please type your name."))
        try:
            picture = signature.decode_png(form.get("signature") or "")
        except ValueError as error:
            raise UserError(
                self.env._("The signature did not arrive. Please sign again.")
            ) from error
        if channel == "tablet" and not picture:
            raise UserError(self.env._("Please sign in the box."))
        decisions = {
            int(name[4:]): value == "yes"
            for name, value in form.items()
            if name.startswith("job_") and name[4:].isdecimal()
        }
        return self._decide(
            decisions,
            channel=channel,
            who=who,
            version=form.get("version") or "-",
            signature=picture,
            ip=ip,
            request_key=key,
        )

    def _get_customer_lang(self):
        self.ensure_one()
        return self.partner_id.lang or self.env.lang or "en_US"

    def _get_customer_tz(self):
        """Clock of the workshop: the customer has to be there at that time."""
        partner = self.company_id.partner_id
        return partner.tz or self.adviser_id.tz or self.partner_id.tz or "UTC"

    def _get_customer_stage(self):
        self.ensure_one()
        jobs = self.job_ids
        return customer.stage(
            self.state, jobs.mapped("state"), any(jobs.mapped("needs_approval"))
        )

    def _get_customer_sentence(self):
        """What happens next, in one sentence for the customer."""
        self.ensure_one()
        stage = self._get_customer_stage()
        if stage == "decide" and self.approval_ids:
            return self.env._(
                "We found more to do. Please tell us whether we may do it. "
                "What you approved before goes on."
            )
        return self._get_customer_sentences()[stage]

    def _get_customer_sentences(self):
        """One sentence per stage; other add-ons say more, e.g. how to pay."""
        _ = self.env._
        return {
            "received": _("We have received your vehicle and will look at it."),
            "decide": _(
                "Please tell us which work we may do. "
                "We start after your answer and do nothing without it."
            ),
            "approved": _("Thank you. We will start with the work you approved."),
            "declined": _(
                "Thank you. We will not do the work you declined. "
                "You can collect your vehicle."
            ),
            "working": _("We are working on your vehicle."),
            "ready": _("Your vehicle is ready. You can collect it."),
            "handed_over": _("You have collected your vehicle. Have a good journey."),
            "cancelled": _("This visit was cancelled."),
        }

    @api.model
    def _get_page_version(self):
        """Makes browsers fetch the page's script again after an update."""
        module = self.env["ir.module.module"].sudo()._get("garage_workorder")
        return module.latest_version or ""
