import re

from odoo import api, fields, models
from odoo.tools import consteq, hmac

from ..domain.shop_cart import read_oci

_TOKEN = re.compile(r"([0-9]{1,9})-([0-9a-f]{64})")


class GarageSupplierCart(models.Model):
    """The way to the shop and back: signed, for a while, once."""

    _inherit = "garage.supplier.cart"

    def _get_shop_form(self, root):
        """Return address and fields with which the browser goes to the shop.

        :param str root: where this browser has the garage open, to come back there
        """
        service = self._get_service()
        back = f"{root.rstrip('/')}/garage/supplier/cart/{self._get_token()}"
        fields_sent = {
            "USERNAME": service.shop_user or "",
            "PASSWORD": service.shop_password or "",
            "HOOK_URL": back,
            "~OkCode": "ADDI",
            "~TARGET": "_top",
            "~CALLER": "CTLG",
            "returntarget": "_top",
        }
        return {"url": service._get_shop_url(), "fields": fields_sent}

    @api.model
    def _receive(self, token, form):
        """Keep the cart that a shop sent back; return the cart and what was wrong.

        The second value is unknown, used, expired or empty; nothing is kept then.

        :param dict form: posted fields
        """
        cart = self._find_by_token(token)
        if not cart:
            return cart, "unknown"
        if not cart.try_lock_for_update() or cart.state != "open":
            return cart, "used"
        if cart.expires_at < fields.Datetime.now():
            return cart, "expired"
        texts = {name: text for name, text in form.items() if isinstance(text, str)}
        found = read_oci(texts)
        if not found.lines:
            return cart, "empty"
        cart._keep_return(found)
        return cart, ""

    @api.model
    def _find_by_token(self, token):
        match = _TOKEN.fullmatch(token)
        # Reached by anybody who holds an address; the signature decides.
        carts = self.sudo()
        cart = carts.browse(int(match[1])).exists() if match else carts.browse()
        right = cart and consteq(cart._get_token(), token)
        return cart if right else carts.browse()

    def _get_token(self):
        """Sign who went where, for what and until when."""
        parts = [self.id, self.user_id.id, self.service_id.id, self._get_target_key()]
        message = ":".join(map(str, [*parts, self.expires_at.isoformat()]))
        # Reached by the shop's page of the cart's own user and by the way back.
        digest = hmac(self.sudo().env, "garage_supplier_cart", message)
        return f"{self.id}-{digest}"

    def _get_target_key(self):
        """Return for what the cart is fetched; other add-ons know more."""
        return f"order {self.purchase_id.id}"

    def _get_service(self):
        # Reached by the shop's page of the cart's own user, who needs the log-in
        # there and may not read it elsewhere.
        return self.sudo().service_id

    def _keep_return(self, found):
        lines = [self._prepare_line_vals(line) for line in found.lines]
        new = self.env["garage.supplier.cart.line"].create(lines)
        new._find_items()
        places = ", ".join(map(str, found.damaged[:20]))
        self.write(
            {
                "state": "returned",
                "returned_at": fields.Datetime.now(),
                "remark": places and self.env._("damaged lines: %s", places),
            }
        )

    def _prepare_line_vals(self, line):
        currency = self.env["res.currency"].search(
            [("name", "=", line.currency)], limit=1
        )
        return {
            "cart_id": self.id,
            "sequence": line.place,
            "number": line.number,
            "name": line.name,
            "brand": line.brand,
            "maker_number": line.maker_number,
            "quantity": float(line.quantity),
            "unit": line.unit,
            "price_unit": float(line.price),
            "currency_id": (currency or self.company_id.currency_id).id,
            "lead_days": line.lead_days or 0,
        }
