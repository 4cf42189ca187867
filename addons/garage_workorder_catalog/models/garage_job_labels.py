from odoo import models


class GarageJob(models.Model):
    """Labels for the parts of a customer: ordered ones, and the old ones."""

    _inherit = "garage.job"

    def action_print_part_labels(self):
        """Choose the labels of this job and print them."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Part labels: %(job)s", job=self.name),
            "res_model": "garage.label.print",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "active_model": self._name,
                "active_ids": self.ids,
                "default_size": "roll",
            },
        }

    def _prepare_garage_labels(self):
        """Return values of garage.label.line: each part, and one for the old parts."""
        labels = []
        for job in self:
            labels += [
                job._prepare_customer_label(line.product_id)
                for line in job._get_part_lines()
            ]
            labels.append(
                {
                    **job._prepare_customer_label(),
                    "kind": "old",
                    "text": job._get_label_text(self.env._("Old parts")),
                    "count": 0 if labels else 1,
                }
            )
        return labels

    def _prepare_customer_label(self, product=None, count=1):
        """Return one label: plate, work order, customer, job and part.

        Its bar code is the work order's number, so that a scan opens the work order.
        """
        self.ensure_one()
        vehicle = self.workorder_id.vehicle_id
        return {
            "kind": "customer",
            "title": vehicle.plate or vehicle.display_name,
            "text": self._get_label_text(product.display_name if product else ""),
            "code": self.workorder_id.name,
            "count": count,
        }

    def _get_label_text(self, what):
        customer = self.workorder_id.partner_id.display_name
        return " · ".join(filter(None, (what, self.name, customer)))

    def _get_card_actions(self, editable):
        actions = super()._get_card_actions(editable)
        return [
            *actions,
            {
                "method": "action_print_part_labels",
                "label": self.env._("Part labels"),
                "icon": "fa-barcode",
            },
        ]
