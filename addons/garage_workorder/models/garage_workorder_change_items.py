from odoo import models

#: from good to bad, to tell whether a change is good news
ORDER = ("none", "green", "amber", "red")


class GarageWorkorder(models.Model):
    """What of the inspection changed since the customer approved, in words."""

    _inherit = "garage.workorder"

    def _get_item_change_words(self, rows):
        # the evidence speaks the customer's language, this page that of its reader
        lines = self.env["garage.inspection.line"].browse(
            [row["line_id"] for row in rows]
        )
        names = {line.id: line.name for line in lines.exists()}
        return [
            {
                "line_id": row["line_id"],
                "name": names.get(row["line_id"]) or row["name"],
                "tone": self._get_item_tone(row),
                "text": self._get_item_change_text(row),
                "lines": self._get_item_lines(row["fields"]),
            }
            for row in rows
        ]

    def _get_item_tone(self, row):
        if row["change"] == "removed":
            return "off"
        before = ORDER.index((row["before"] or {}).get("result", "none"))
        now = ORDER.index(row["now"]["result"])
        if now == before:
            return "info"
        return "stop" if now > max(before, ORDER.index("green")) else "good"

    def _get_item_change_text(self, row):
        _ = self.env._
        seen = row["before"] or row["now"]
        words = [self._get_result_word(seen["result"]), seen["measured"]]
        found = ", ".join(word for word in words if word)
        return {
            "added": _("came to the report later: %(found)s", found=found),
            "removed": _("no longer on the report, was %(found)s", found=found),
            "changed": _("the customer saw: %(found)s", found=found),
        }[row["change"]]

    def _get_item_lines(self, values):
        _ = self.env._
        words = []
        for name, (before, now) in values.items():
            if name == "text":
                before, now = f"“{before}”", f"“{now}”"
            elif name == "result":
                before, now = self._get_result_word(before), self._get_result_word(now)
            elif name == "photos":
                before, now = self._count_photos(before), self._count_photos(now)
            if name == "photos" and before == now:
                words.append(_("another photo than the customer saw"))
                continue
            words.append(
                _(
                    "%(before)s became %(now)s",
                    before=before or _("nothing"),
                    now=now or _("nothing"),
                )
            )
        return words

    def _count_photos(self, number):
        if number == 1:
            return self.env._("1 photo")
        return self.env._("%(number)s photos", number=number)

    def _get_result_word(self, result):
        lines = self.env["garage.inspection.line"]
        return dict(lines._fields["result"]._description_selection(self.env))[result]
