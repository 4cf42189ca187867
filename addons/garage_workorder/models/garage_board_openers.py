from functools import partial

from odoo import api, models
from odoo.fields import Domain


class GarageBoard(models.AbstractModel):
    """From a number of the owner's board to the rows behind it."""

    _inherit = "garage.board"

    @api.model
    def _get_openers(self, period):
        """Return ``{key: method that returns an action}``; add-ons add theirs."""
        sales = partial(self._open_sales, period)
        answers = partial(self._open_answers, period)
        return {
            "cars_in": partial(self._open_cars, period),
            "revenue": sales,
            "average": partial(sales, only=self._get_visit_domain()),
            "profit_labour": partial(sales, kind="labour"),
            "profit_parts": partial(sales, kind="part"),
            "hours_sold": partial(sales, kind="labour"),
            "hours_clocked": partial(self._open_times, period),
            "approval_rate": answers,
            "declined": partial(answers, decision="declined"),
        }

    @api.model
    def _open_list(self, xmlid, domain, name=""):
        action = self.env["ir.actions.actions"]._for_xml_id(xmlid)
        action.update(domain=list(domain), context={}, target="current")
        if name:
            action["name"] = name
        return action

    @api.model
    def _open_cars(self, period):
        return self._open_list(
            "garage_workorder.garage_workorder_action",
            self._get_moment_domain("checked_in_at", period),
            self.env._("Cars in"),
        )

    @api.model
    def _open_sales(self, period, kind=None, only=Domain.TRUE):
        domain = self._get_sale_domain(period) & only
        if kind:
            domain &= Domain("kind", "=", kind)
        action = self._open_list("garage_workorder.garage_profit_report_action", domain)
        action["views"] = [(False, "list"), (False, "pivot"), (False, "graph")]
        return action

    @api.model
    def _open_answers(self, period, decision=None):
        domain = self._get_moment_domain("approval_id.at", period)
        if decision:
            domain &= Domain("decision", "=", decision)
        return self._open_list("garage_workorder.garage_approval_line_action", domain)

    @api.model
    def _open_times(self, period):
        return self._open_list(
            "garage_workorder.garage_time_entry_action",
            self._get_moment_domain("start", period),
            self.env._("Hours clocked"),
        )

    @api.model
    def _open_leaks(self, kind):
        labels = dict(
            self.env["garage.leak"]._fields["kind"]._description_selection(self.env)
        )
        return self._open_list(
            "garage_workorder.garage_leak_action",
            self._get_company_domain() & Domain("kind", "=", kind),
            labels.get(kind, ""),
        )

    @api.model
    def _get_state_domain(self, states):
        return Domain("state", "in", states)

    @api.model
    def open_state(self, state):
        """Open the work orders of one status; the bars of the floor lead here."""
        self._check_reader()
        labels = dict(
            self.env["garage.workorder"]
            ._fields["state"]
            ._description_selection(self.env)
        )
        return self._open_list(
            "garage_workorder.garage_workorder_action",
            self._get_company_domain() & self._get_state_domain([state]),
            labels.get(state, ""),
        )
