from odoo import models


class GarageJob(models.Model):
    _inherit = "garage.job"

    def action_find_part(self):
        """Open the parts search for this job's vehicle; what is picked comes here."""
        return self._open_parts_search()

    def add_catalog_item(self, item_id, quantity, need_id=False):
        """Put a catalogue part on the job and return the new line's id.

        :param item_id: id of the garage.catalog.item
        :param need_id: id of the garage.job.need that the part answers
        """
        self.ensure_one()
        self.check_access("write")
        self._check_editable()
        item = self.env["garage.catalog.item"].browse(item_id)
        product = item._get_or_create_product()
        need = self.need_ids.filtered(lambda need: need.id == need_id)
        return self.add_line(product, quantity, need=need).id

    def _open_parts_search(self, need=None):
        self.ensure_one()
        target = {"model": self._name, "id": self.id, "method": "add_catalog_item"}
        if need:
            target["extra"] = [need.id]
        vehicle = self.workorder_id.vehicle_id
        return {
            "type": "ir.actions.client",
            "tag": "garage_parts_search",
            "name": self.env._("Find a part: %(job)s", job=self.name),
            "target": "new",
            "params": {
                "target": target,
                "text": need.name if need else "",
                "quantity": need.quantity if need else 1,
                "vehicle": {
                    "id": vehicle.id,
                    "plate": vehicle.plate or "",
                    "title": vehicle._get_title(),
                },
            },
            "context": {"dialog_size": "extra-large"},
        }

    def _get_card_actions(self, editable):
        actions = super()._get_card_actions(editable)
        if editable:
            actions.insert(
                0,
                {
                    "method": "action_find_part",
                    "label": self.env._("Find part"),
                    "icon": "fa-search",
                },
            )
        return actions
