from odoo import api, models


class GarageCatalogMessages(models.AbstractModel):
    """Why a vehicle is tied to a catalogue vehicle, or not."""

    _inherit = "garage.catalog.messages"

    @api.model
    def _tie_text(self, vehicle, tie):
        """Return the reason in words."""
        if vehicle.catalog_tied_by == "person" or (
            vehicle.catalog_type_id and not vehicle.catalog_tied_by
        ):
            return self._person_text(vehicle)
        if tie.state == "tied":
            return self._tied_text(vehicle, tie)
        if tie.state == "choose":
            return self._choose_text(tie)
        if tie.state == "check":
            vtype = self.env["garage.vehicle.type"].browse(tie.ids)
            return self.env._(
                "Only %(type)s is possible, to be checked: %(open)s",
                type=vtype.display,
                open=vehicle._get_type_condition(vtype),
            )
        return self._unknown_text(vehicle, tie)

    @api.model
    def _person_text(self, vehicle):
        if vehicle.catalog_type_id:
            return self.env._("Chosen by a person")
        return self.env._("A person said that it is none of those known")

    @api.model
    def _tied_text(self, vehicle, tie):
        numbers = f"{vehicle.hsn or ''}/{vehicle.tsn or ''}"
        texts = {
            "hsn_tsn": self.env._(
                "By its key numbers %(numbers)s (HSN/TSN)", numbers=numbers
            ),
            "ktype": self.env._(
                "By the K-Type of its key numbers %(numbers)s", numbers=numbers
            ),
            "facts": self.env._(
                "The only one that agrees in make, model, year and engine"
            ),
        }
        return texts[tie.reason]

    @api.model
    def _choose_text(self, tie):
        """Say why a person has to choose."""
        if tie.reason == "other_make":
            return self.env._(
                "The key numbers are those of another make. Check HSN and TSN, or "
                "choose the vehicle."
            )
        if tie.reason == "contradiction":
            return self.env._(
                "The key numbers do not agree with year, engine or power. Correct "
                "them, or choose the vehicle."
            )
        names = self._get_trait_names()
        return self.env._(
            "%(count)s are possible, they differ in %(traits)s",
            count=len(tie.ids),
            traits=", ".join(names[name] for name in tie.differs)
            or self.env._("their numbers"),
        )

    @api.model
    def _unknown_text(self, vehicle, tie):
        if not vehicle.make_id or not vehicle.model_id:
            return self.env._("Make or model is missing")
        if tie.reason == "contradiction":
            return self.env._(
                "Known vehicles of this model have another year, engine or power"
            )
        return self.env._("No vehicle list names this make and model")

    @api.model
    def _get_trait_names(self):
        return {
            "series": self.env._("series"),
            "engine_code": self.env._("engine code"),
            "kw": self.env._("power"),
            "ccm": self.env._("displacement"),
            "fuel": self.env._("fuel"),
            "body": self.env._("body"),
            "drive": self.env._("drive"),
            "years": self.env._("years"),
        }
