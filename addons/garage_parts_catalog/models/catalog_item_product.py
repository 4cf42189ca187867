from odoo import Command, models

from odoo.addons.queue_job.exception import RetryableJobError

from ..tools import first_use, supplier_prices

_TIE_AFTER = 60


class GarageCatalogItem(models.Model):
    _inherit = "garage.catalog.item"

    def _get_or_create_product(self):
        """Return the product of this part; the first use makes it.

        Two first uses of a part wait for one another.  Nobody waits for an import that
        writes the part at the same time: the product is made, and tied to the part
        when the import is done.
        """
        self.ensure_one()
        self.check_access("read")
        # Reached by every user who may read the part and puts it on a job or an
        # order; such users need not be allowed to write the catalogue or products.
        item = self.sudo()
        first_use.wait_for_others(self.env.cr, item.id)
        free = item.try_lock_for_update(allow_referencing=True)
        item.invalidate_recordset(["product_id"])
        product = item.product_id
        if not product:
            product = item._find_product() or item._create_product()
            if free:
                item._take_product(product)
            else:
                item._ensure_supplier_price(product)
                item._tie_later()
        return product.with_env(self.env)

    def _tie_later(self):
        """Tie the part to its product when the import that writes it is done."""
        if self.env["garage.catalog.queue"]._is_served():
            self.with_delay(
                description=self.env._("Tie %(part)s", part=self.display_name),
                eta=_TIE_AFTER,
                identity_key=f"{self._name}:{self.id}:tie",
            )._job_tie()

    def _job_tie(self):
        """Job: tie the part, with the price that the import brought."""
        item = self.exists()
        if not item or item.product_id:
            return
        if not item.try_lock_for_update(allow_referencing=True):
            raise RetryableJobError(
                self.env._("The part is being imported."),
                seconds=_TIE_AFTER,
                ignore_retry=True,
            )
        product = item._find_product()
        if product:
            item._take_product(product)

    def _create_product(self):
        return self.env["product.product"].create(self._prepare_product_vals())

    def _prepare_product_vals(self):
        """Return the values of the product that this part becomes."""
        company = self.env.company
        values = {
            "name": self.name or self.kind_id.name or self.number,
            "default_code": self.number,
            "barcode": self._get_free_ean(),
            "type": "consu",
            "is_storable": True,
            "garage_brand_id": self.brand_id.id,
            "list_price": self._get_unit_amount(self.list_price, company),
            "standard_price": self._get_unit_amount(self._get_net_cost(), company),
            "weight": self.weight,
        }
        if self.kind_id.product_category_id:
            values["categ_id"] = self.kind_id.product_category_id.id
        return values

    def _get_free_ean(self):
        """Return the EAN unless another product or packaging already has it."""
        taken = self.env["product.product"].with_context(active_test=False)
        if not self.ean or taken.search_count([("barcode", "=", self.ean)], limit=1):
            return False
        packaged = self.env["product.uom"].search_count(
            [("barcode", "=", self.ean)], limit=1
        )
        return False if packaged else self.ean

    def _get_net_cost(self):
        return self.cost if self.source_id.price_basis == "net" else 0.0

    def _get_unit_amount(self, amount, company):
        """Return a price for one piece in the company's currency."""
        return self.currency_id._convert(
            amount / (self.price_qty or 1), company.currency_id, company, round=False
        )

    def _ensure_supplier_price(self, product):
        """Put the supplier's price on the product, once per supplier."""
        partner = self.source_id.partner_id
        if not partner:
            return
        line = product.seller_ids.filtered(lambda seller: seller.partner_id == partner)
        if line:
            line[:1].write(self._prepare_supplier_price_vals())
        else:
            vals = self._prepare_supplier_price_vals()
            product.seller_ids = [Command.create({"partner_id": partner.id, **vals})]

    def _prepare_supplier_price_vals(self):
        return {
            "product_code": self.number,
            "product_name": self.name or False,
            "min_qty": self.min_qty,
            "price": self._get_net_cost() / (self.price_qty or 1),
            "currency_id": self.currency_id.id,
        }

    def _refresh_supplier_prices(self, batch):
        """Carry an import's new prices to the products that exist already.

        Reached by the import only, which checked the right to write the catalogue.
        """
        self.env.flush_all()
        cr = self.env.cr
        missing = self.browse(supplier_prices.without_line(cr, batch.id))
        for item in missing.sudo():  # see above
            item._ensure_supplier_price(item.product_id)
            supplier_prices.keep_new(cr, batch.id, item._get_supplier_lines().ids)
        self.env.flush_all()
        precision = self.env["decimal.precision"].precision_get
        digits = (precision("Product Price"), precision("Product Unit"))
        supplier_prices.refresh(cr, self.env.uid, batch.id, digits)
        self.env["product.supplierinfo"].invalidate_model()

    def _get_supplier_lines(self):
        partner = self.source_id.partner_id
        return self.product_id.seller_ids.filtered(
            lambda seller: seller.partner_id == partner
        )
