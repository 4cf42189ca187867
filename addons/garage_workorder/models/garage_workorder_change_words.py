from odoo import fields, models
from odoo.tools import formatLang

#: how a change looks: good news, to be looked at, or for information
TONES = {
    "added": "wait",
    "raised": "stop",
    "lowered": "good",
    "removed": "off",
    "changed": "info",
}


class GarageWorkorder(models.Model):
    """What changed since the customer approved, in words."""

    _inherit = "garage.workorder"

    def get_change_words(self):
        """Everything that the page about changes shows, ready to be read.

        :return: ``head``, ``intact``, ``total``, and ``jobs`` and ``inspections`` as
            {name, text, tone, lines: [text]}; None without an approval
        """
        self.ensure_one()
        self.check_access("read")
        changes = self._get_changes_since_approval()
        if not changes:
            return None
        at = fields.Datetime.to_datetime(changes["approved_at"])
        return {
            "head": self.env._(
                "%(who)s approved last, %(when)s.",
                who=changes["who"],
                when=self.job_ids._get_when_words(at),
            ),
            "intact": changes["intact"],
            "total": self._get_total_words(changes),
            "jobs": [self._get_job_change_words(row) for row in changes["jobs"]],
            "inspections": self._get_item_change_words(changes["inspections"]),
        }

    def _get_total_words(self, changes):
        before, now = changes["total_before"], changes["total_now"]
        if not self.currency_id.compare_amounts(before, now):
            return self.env._("The total is as approved: %s.", self._get_money(now))
        return self.env._(
            "Approved were %(before)s, now it is %(now)s.",
            before=self._get_money(before),
            now=self._get_money(now),
        )

    def _get_job_change_words(self, row):
        lines = [self._get_line_change_words(line) for line in row["lines"]]
        return {
            "job_id": row["job_id"],
            "name": row["name"],
            "tone": TONES[row["change"]],
            "text": self._get_job_change_text(row),
            "lines": [*self._get_text_change_words(row["texts"]), *lines],
        }

    def _get_job_change_text(self, row):
        _ = self.env._
        before, now = self._get_money(row["before"]), self._get_money(row["now"])
        return {
            "added": _("not approved yet: %(now)s", now=now),
            "removed": _("taken off, was %(before)s", before=before),
            "raised": _("dearer: %(before)s became %(now)s", before=before, now=now),
            "lowered": _("cheaper: %(before)s became %(now)s", before=before, now=now),
            "changed": _("same price, %(now)s", now=now),
        }[row["change"]]

    def _get_text_change_words(self, texts):
        _ = self.env._
        names = {
            "name": _("Name"),
            "finding": _("Explanation"),
            "severity": _("Urgency"),
        }
        words = []
        for name, (before, now) in texts.items():
            if name == "severity":
                before, now = self._get_severity(before), self._get_severity(now)
            words.append(
                _(
                    "%(what)s: “%(before)s” became “%(now)s”",
                    what=names[name],
                    before=before,
                    now=now,
                )
            )
        return words

    def _get_severity(self, key):
        job = self.env["garage.job"]
        return dict(job._fields["severity"]._description_selection(self.env)).get(
            key, "-"
        )

    def _get_line_change_words(self, line):
        """One line: what came, went, or what of it is another now."""
        _ = self.env._
        before, now = line["before"], line["now"]
        if line["change"] == "added":
            return _(
                "added: %(line)s, %(amount)s",
                line=line["name"],
                amount=self._get_money(now["total"]),
            )
        if line["change"] == "removed" or not now["quantity"]:
            return _(
                "taken off: %(line)s, was %(amount)s",
                line=line["name"],
                amount=self._get_money(before["total"]),
            )
        return f"{line['name']}: {', '.join(self._get_value_words(before, now))}"

    def _get_value_words(self, before, now):
        _ = self.env._
        words = []
        if before["quantity"] != now["quantity"]:
            words.append(
                _(
                    "quantity %(before)s became %(now)s",
                    before=formatLang(self.env, before["quantity"]),
                    now=formatLang(self.env, now["quantity"]),
                )
            )
        if before["price_unit"] != now["price_unit"]:
            words.append(
                _(
                    "price %(before)s became %(now)s",
                    before=self._get_money(before["price_unit"]),
                    now=self._get_money(now["price_unit"]),
                )
            )
        if before["discount"] != now["discount"]:
            words.append(
                _(
                    "discount %(before)s %% became %(now)s %%",
                    before=f"{before['discount']:g}",
                    now=f"{now['discount']:g}",
                )
            )
        if before["name"] != now["name"]:
            words.append(_("was called “%(before)s”", before=before["name"]))
        return words or [
            _(
                "%(before)s became %(now)s",
                before=self._get_money(before["total"]),
                now=self._get_money(now["total"]),
            )
        ]

    def _get_money(self, amount):
        return self.currency_id.format(amount)
