from odoo import models


class GarageVehicle(models.Model):
    """Asking a person which catalogue vehicle it is, and keeping the answer."""

    _inherit = "garage.vehicle"

    def get_catalog_tie(self):
        """Return for the screens what the vehicle is, or what it can be.

        :return: dict with ``state``, ``text``, ``type`` and ``choices``; a choice has
            ``id``, ``name`` and ``differs``, what tells it from the others
        """
        self.ensure_one()
        self.check_access("read")
        found = self._get_ties()[self]
        chosen = self.catalog_type_id
        types = self.env["garage.vehicle.type"].browse(found.ids)
        known = chosen and self._is_tied_by_person()
        choices = [] if known or len(types) < 2 else types
        return {
            "state": "tied" if chosen else found.state,
            "text": self.env["garage.catalog.messages"]._tie_text(self, found),
            "type": chosen.display or "",
            "choices": [
                {
                    "id": vtype.id,
                    "name": vtype.display,
                    "differs": vtype._get_difference_text(found.differs),
                }
                for vtype in choices
            ],
        }

    def choose_catalog_type(self, type_id):
        """Keep what a person chose; return what the screen shows now."""
        self.ensure_one()
        self.write({"catalog_type_id": type_id})
        return self.get_catalog_tie()

    def action_choose_catalog_type(self):
        """Show the vehicle types that it can be, to choose one."""
        self.ensure_one()
        found = self._get_ties()[self]
        view = self.env.ref("garage_parts_catalog.garage_vehicle_type_view_list_choose")
        domain = [("id", "in", found.ids)] if found.ids else []
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Which vehicle is %(vehicle)s?", vehicle=self.display_name
            ),
            "res_model": "garage.vehicle.type",
            "views": [(view.id, "list")],
            "target": "new",
            "domain": domain,
            "context": {"garage_vehicle_id": self.id},
        }

    def action_tie_again(self):
        """Forget what was chosen and find the catalogue vehicle by itself."""
        self.ensure_one()
        self.write({"catalog_type_id": False, "catalog_tied_by": False})
        self._tie_to_types()
