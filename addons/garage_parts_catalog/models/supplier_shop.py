from datetime import timedelta
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

_OPEN_FOR = timedelta(hours=4)


class GarageSupplierService(models.Model):
    """The web shop of a supplier: who goes there comes back with a cart."""

    _inherit = "garage.supplier.service"

    shop_url = fields.Char(
        "Shop",
        help="Address at which the supplier's shop takes over (OCI 4 or 5). What is "
        "chosen there comes back as a proposal; nothing is ordered.",
    )
    shop_user = fields.Char("Log-in for the shop", copy=False)
    shop_password = fields.Char(
        "Password for the shop", groups="base.group_system", copy=False
    )
    has_shop = fields.Boolean(compute="_compute_has_shop")

    @api.depends("shop_url", "is_simulator")
    def _compute_has_shop(self):
        for service in self:
            service.has_shop = bool(service._get_shop_url())

    @api.constrains("shop_url")
    def _check_shop_url(self):
        for service in self.filtered("shop_url"):
            parts = urlsplit(service.shop_url)
            secret = parts.username or parts.password
            if parts.scheme not in ("http", "https") or not parts.hostname or secret:
                raise ValidationError(
                    self.env._(
                        "Enter the shop of %s as https://…, with log-in and password "
                        "in their own fields.",
                        service.name,
                    )
                )

    @api.model
    def _get_shops(self):
        """The live suppliers of the company that have a shop, in their order."""
        return self._get_known_services().filtered("has_shop")

    def _get_shop_url(self):
        """Return where the shop takes over; simulators have one of their own."""
        return self.shop_url

    def action_open_shop(self):
        """Go to the supplier's shop; the cart comes back as a proposal."""
        self.ensure_one()
        if not self.has_shop:
            raise UserError(
                self.env._(
                    "No shop is known for %s. Enter its address on the page of the "
                    "live supplier.",
                    self.name,
                )
            )
        cart = self.env["garage.supplier.cart"].create(self._prepare_cart_vals())
        cart._check_target()
        return {
            "type": "ir.actions.act_url",
            "url": f"/garage/supplier/shop/{cart.id}",
            "target": "new",
        }

    def action_choose_shop(self):
        """Open the only shop at once, or let a person choose one."""
        if len(self) == 1:
            return self.action_open_shop()
        if not self:
            raise UserError(
                self.env._(
                    "No live supplier has a shop yet. A manager enters its address on "
                    "the page of the live supplier."
                )
            )
        view = self.env.ref("garage_parts_catalog.garage_supplier_service_view_shops")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Which shop?"),
            "res_model": self._name,
            "views": [(view.id, "list")],
            "domain": [("id", "in", self.ids)],
            "target": "new",
            "context": self.env.context,
        }

    def _prepare_cart_vals(self):
        return {
            "service_id": self.id,
            "user_id": self.env.user.id,
            "company_id": self.env.company.id,
            "expires_at": fields.Datetime.now() + _OPEN_FOR,
            "purchase_id": self.env.context.get("garage_shop_purchase_id", False),
        }
