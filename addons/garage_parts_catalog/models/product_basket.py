from odoo import api, models
from odoo.exceptions import UserError


class ProductProduct(models.Model):
    """Several parts as one question to the live suppliers."""

    _inherit = "product.product"

    @api.model
    def _garage_get_basket_action(self, quantities, target):
        """Open the comparison of suppliers who could deliver all of these parts.

        :param dict quantities: {product: pieces}
        :param dict target: model, id and method that take the chosen supplier;
            ``whole`` where only one who has everything can be chosen
        """
        wanted, unknown = [], []
        products = self.union(*quantities)
        # Reached by who may order these parts; catalogue parts are readable to all.
        items = products._garage_find_items()
        for product, quantity in quantities.items():
            own = items.filtered(lambda item, one=product: item._is_product(one))
            if own:
                wanted.append([own[:1].id, quantity])
            else:
                unknown.append(product.display_name)
        if not wanted:
            raise UserError(
                self.env._(
                    "None of these parts is in a supplier's catalogue, so nobody can "
                    "be asked."
                )
            )
        return {
            "type": "ir.actions.client",
            "tag": "garage_supplier_baskets",
            "name": self.env._("Who has everything?"),
            "target": "new",
            "params": {"wanted": wanted, "unknown": unknown, "target": target},
            "context": {"dialog_size": "extra-large"},
        }
