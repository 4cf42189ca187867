from odoo import api, models

from ..domain import near_numbers


class GarageCatalogMessages(models.AbstractModel):
    """Why a part is among those found, in words."""

    _inherit = "garage.catalog.messages"

    @api.model
    def _match_text(self, match, row, norm):
        """Return why a row is shown; "" where its own number or text says it.

        :param norm: the number that was typed, in comparable form
        """
        if match.how == "exact" and row.ean == norm != row.number_norm:
            return self.env._("EAN %(number)s", number=row.ean)
        if match.how in ("xref", "equal"):
            return self._reference_text(match)
        if match.how == "near":
            return self._slip_text(match)
        if match.how == "newer":
            return self.env._("replaces %(number)s", number=match.number)
        if match.how == "older":
            return self.env._("replaced by %(number)s", number=match.number)
        return self._plain_match_text(match)

    @api.model
    def _plain_match_text(self, match):
        if match.how == "spelled":
            return self.env._("found as “%(words)s”", words=match.number)
        if match.how == "same":
            return self.env._("the same part")
        if match.how == "kind":
            return self.env._("same kind, listed for this vehicle")
        return ""

    @api.model
    def _reference_text(self, match):
        """Say which other number of the part was typed."""
        texts = {
            "oe": self.env._("OE %(number)s"),
            "equivalent": self.env._("equals %(number)s"),
            "replaces": self.env._("replaces %(number)s"),
            "replaced_by": self.env._("replaced by %(number)s"),
            "supplier_no": self.env._("supplier's number %(number)s"),
            "trade": self.env._("trade number %(number)s"),
            "ean": self.env._("EAN %(number)s"),
            "kit_of": self.env._("part of kit %(number)s"),
        }
        text = texts.get(match.relation)
        return text % {"number": match.number} if text else ""

    @api.model
    def _slip_text(self, match):
        """Say what differs between the number typed and the number found."""
        texts = {
            near_numbers.ALIKE: self.env._("one look-alike character differs"),
            near_numbers.SWAPPED: self.env._("two characters are swapped"),
            near_numbers.WRONG: self.env._("one character differs"),
            near_numbers.EXTRA: self.env._("without one of the typed characters"),
            near_numbers.MISSING: self.env._("has one character more"),
        }
        text = texts[match.relation]
        if match.number:
            return self.env._(
                "%(number)s: %(difference)s", number=match.number, difference=text
            )
        return text
