from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime, format_time, formatLang

from ..domain import states

MARGINS = "garage_workorder.group_garage_margins"
#: how a job looks before anything is said about it: quiet, info, wait, good or stop
TONES = {
    "draft": "quiet",
    "awaiting_approval": "wait",
    "approved": "info",
    "in_progress": "info",
    "paused": "wait",
    "done": "good",
    "declined": "off",
    "cancelled": "off",
}


class GarageJob(models.Model):
    """A job as one card of the work order's form."""

    _inherit = "garage.job"

    amount_margin = fields.Monetary(
        compute="_compute_amount_margin",
        store=True,
        groups=MARGINS,
        string="Margin",
        help="What the lines earn without taxes, less what they cost.",
    )

    @api.depends("line_ids.margin")
    def _compute_amount_margin(self):
        for job in self:
            job.amount_margin = sum(job.line_ids.mapped("margin"))

    def get_card(self):
        """The card of this job with its lines; see garage.workorder.get_job_cards."""
        self.ensure_one()
        return self._get_card_rows(self.ids)[0]

    def save_card(self, values, base):
        """Write what was typed on a card; fields others touched are kept.

        :param values: new values of name, finding or mechanic_id
        :param base: the values that the user saw when beginning to type
        :return: {"card": the card now, "clash": [what somebody else wrote meanwhile]}
        """
        self.ensure_one()
        self._check_card_editable()
        names = ("name", "finding", "mechanic_id", "severity")
        values = {name: values[name] for name in names if name in values}
        if not values.get("name", True):
            raise UserError(self.env._("A job needs a name. Type what is to be done."))
        clash = self._get_card_clash(self, values, base)
        if not clash:
            self.write(values)
            self.workorder_id._notify_board()
        return {"card": self.get_card(), "clash": clash}

    def remove_card(self):
        """Take a job off the work order: a draft goes, a job once seen is cancelled."""
        self.ensure_one()
        self._check_still_there()
        workorder = self.workorder_id
        workorder._take_turn()
        workorder._check_open()
        if self.state == "draft" and not self.reoffered_from_id:
            self.unlink()
            workorder._notify_board()
        else:
            self.action_cancel()
        return workorder.id

    def _get_card_rows(self, open_ids):
        """Plain values of the cards; only those in ``open_ids`` come with lines."""
        self._preload_cards(open_ids)
        return [job._get_card_row(job.id in open_ids) for job in self]

    def _preload_cards(self, open_ids):
        """Read for all cards what each looks at, so that queries do not grow."""
        self.need_ids.fetch(["name", "quantity", "line_id", "price_to_follow"])
        self.approval_id.mapped("channel")
        if self._may_see_card_prices():
            lines = self.browse(open_ids).line_ids
            lines.product_id.mapped("type")
            lines.move_ids.mapped("state")

    def _get_card_row(self, with_lines):
        """Values of one card; add-ons beside this one add theirs."""
        self.ensure_one()
        prices = self._may_see_card_prices()
        editable = self._is_card_editable()
        row = {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "state_text": self._get_state_words(prices),
            "tone": "stop" if self.needs_approval else TONES[self.state],
            "finding": self.finding or "",
            "severity": self.severity or "",
            "mechanic": [self.mechanic_id.id, self.mechanic_id.display_name or ""],
            "sold": self.sold_hours,
            "clocked": self.clocked_hours,
            "editable": editable,
            "marks": self._get_card_marks(),
            "actions": self._get_card_actions(editable),
            "needs": self._get_card_needs(),
            "lines": self._get_card_lines(editable) if prices and with_lines else None,
        }
        if prices:
            row["total"] = self.shown_amount
        if self._may_see_margins():
            row["margin"] = self.amount_margin
            row["margin_share"] = (
                self.amount_margin / self.amount_untaxed if self.amount_untaxed else 0
            )
        return row

    def _get_card_needs(self):
        return [
            {
                "id": need.id,
                "name": need.name,
                "quantity": need.quantity,
                "to_follow": need.price_to_follow,
                "note": need.note or "",
                "actions": need._get_card_actions(),
            }
            for need in self.need_ids
            if need.is_open
        ]

    def _get_card_marks(self):
        """Small signs beside the name: [{text, tone, title}]; who else pays."""
        self.ensure_one()
        if self.payer_kind == "customer":
            return []
        kinds = dict(self._fields["payer_kind"]._description_selection(self.env))
        names = [kinds[self.payer_kind], self.payer_id.display_name]
        return [
            {
                "text": ": ".join(name for name in names if name),
                "tone": "quiet",
                "title": self._get_payer_text(),
            }
        ]

    def _get_card_actions(self, editable):
        """Menu of the card: [{method, label, icon, confirm}], methods of garage.job."""
        self.ensure_one()
        actions = [
            {
                "method": "action_open",
                "label": self.env._("Details"),
                "icon": "fa-expand",
            }
        ]
        if editable:
            actions.append(
                {
                    "method": "remove_card",
                    "label": self.env._("Take off this visit"),
                    "icon": "fa-trash-o",
                    "confirm": self.env._(
                        "“%(job)s” and its lines leave the work order.", job=self.name
                    ),
                }
            )
        return actions

    def _is_card_editable(self):
        self.ensure_one()
        return (
            self.state not in states.CLOSED
            and self.workorder_id._are_cards_editable()
            and self.has_access("write")
        )

    def _may_see_card_prices(self):
        return self.env.user.has_group("garage_workorder.group_garage_prices")

    def _may_see_margins(self):
        return self.env.user.has_group(MARGINS)

    def _get_state_words(self, prices):
        """Where the job stands, in words with the time and the way it came there."""
        self.ensure_one()
        if self.needs_approval:
            return self._get_raised_words(prices)
        _ = self.env._
        words = {
            "draft": _("not sent yet"),
            "awaiting_approval": _("waits for the answer"),
            "in_progress": _("in work"),
            "paused": _("paused"),
            "cancelled": _("cancelled"),
        }
        if self.state in words:
            return words[self.state]
        if self.state == "approved":
            return self._get_approved_words()
        if self.state == "declined":
            return self._get_declined_words(prices)
        return _("done %(when)s", when=self._get_when_words(self.finished_at))

    def _get_raised_words(self, prices):
        if not prices:
            return self.env._("costs more than approved")
        return self.env._(
            "costs more than approved (%(amount)s)",
            amount=self.currency_id.format(self.approved_amount),
        )

    def _get_approved_words(self):
        _ = self.env._
        when = self._get_when_words(self.approval_id.at)
        words = {
            "link": _("approved %(when)s by link", when=when),
            "tablet": _("approved %(when)s on the tablet", when=when),
            "phone": _("approved %(when)s by phone", when=when),
            "counter": _("approved %(when)s at the counter", when=when),
        }
        return words.get(self.approval_id.channel, _("approved %(when)s", when=when))

    def _get_declined_words(self, prices):
        when = self._get_when_words(self.declined_at)
        if not prices:
            return self.env._("declined %(when)s", when=when)
        return self.env._(
            "declined %(when)s (was %(amount)s)",
            when=when,
            amount=self.currency_id.format(self.declined_amount),
        )

    def _get_when_words(self, moment):
        """A time of today as time, an earlier one with its day."""
        if not moment:
            return ""
        local = fields.Datetime.context_timestamp(self, moment)
        today = fields.Datetime.context_timestamp(self, fields.Datetime.now()).date()
        if local.date() == today:
            return format_time(self.env, moment, time_format="short")
        return format_datetime(self.env, moment, dt_format="d MMM HH:mm")

    def _get_card_clash(self, record, values, base):
        """What somebody else wrote in the same fields while the user was typing."""
        clash = []
        for name, mine in values.items():
            field = record._fields[name]
            theirs = field.convert_to_read(record[name], record, use_display_name=False)
            if name not in base or _same(theirs, base[name]) or _same(theirs, mine):
                continue
            clash.append(
                {
                    "field": name,
                    "theirs": theirs,
                    "mine": mine,
                    "text": self._get_clash_words(record, name),
                }
            )
        return clash

    def _get_clash_words(self, record, name):
        """Who wrote what when, in one sentence."""
        value = record[name]
        if record._fields[name].relational:
            value = value.display_name
        elif record._fields[name].type == "float":
            value = formatLang(self.env, value)
        return self.env._(
            "%(who)s wrote “%(value)s” at %(when)s: %(what)s of “%(where)s”.",
            who=record.write_uid.name or self.env._("Somebody"),
            value=value or "",
            when=self._get_when_words(record.write_date),
            what=self._get_field_words(record, name),
            where=record.name,
        )

    def _get_field_words(self, record, name):
        """What people call a field of a card."""
        _ = self.env._
        words = {
            "name": _("text"),
            "product_uom_qty": _("quantity"),
            "price_unit": _("price"),
            "discount": _("discount"),
            "purchase_price": _("purchase price"),
            "finding": _("explanation"),
            "mechanic_id": _("mechanic"),
        }
        return words.get(name) or record._fields[name]._description_string(self.env)


def _same(one, other):
    """Whether two plain values are equal for the reader; floats to six places."""
    if isinstance(one, float) or isinstance(other, float):
        return round(float(one or 0) - float(other or 0), 6) == 0
    return (one or False) == (other or False)
