import uuid

from odoo import models

from odoo.addons.garage_parts_catalog.domain import kits


class GarageJob(models.Model):
    """Kits come onto a job as their parts."""

    _inherit = "garage.job"

    def add_lines(self, vals_list):
        """As without kits; of a kit the first of its parts is returned."""
        kits_sold = self._find_kits(vals_list)
        if not kits_sold:
            return super().add_lines(vals_list)
        lines = self.line_ids.browse()
        for vals in vals_list:
            product = kits_sold.get(vals.get("product_id"))
            rows = self._prepare_kit_vals(product, vals) if product else [vals]
            lines |= super().add_lines(rows)[:1]
        return lines

    def swap_catalog_item(self, item_id, quantity, line_id):
        """A part of a kit that is replaced keeps its place and price in the kit."""
        old = self.line_ids.filtered(lambda line: line.id == line_id)
        names = (
            "garage_kit_id",
            "garage_kit_key",
            "garage_kit_count",
            "garage_kit_priced",
        )
        place, price = old._read_format(names)[:1], old.price_unit
        new_id = super().swap_catalog_item(item_id, quantity, line_id)
        if place and place[0]["garage_kit_id"]:
            vals = {name: place[0][name] for name in names}
            vals["garage_kit_id"] = place[0]["garage_kit_id"][0]
            if vals["garage_kit_priced"]:
                vals["price_unit"] = price
            self.line_ids.browse(new_id).write(vals)
        return new_id

    def _complete_lines(self, vals_list):
        """Kits of templates come onto the job as their parts too."""
        complete = []
        jobs = {job.id: job for job in self}
        rows = super()._complete_lines(vals_list)
        kits_sold = self._find_kits(rows)
        for vals in rows:
            product = kits_sold.get(vals.get("product_id"))
            if product:
                job = jobs[vals["garage_job_id"]]
                parts = job._prepare_kit_vals(product, vals)
                complete += [{**part, "garage_job_id": job.id} for part in parts]
            else:
                complete.append(vals)
        return complete

    def _find_kits(self, vals_list):
        """{id: product} of the kits that these values sell."""
        ids = {vals["product_id"] for vals in vals_list if vals.get("product_id")}
        products = self.env["product.product"].browse(ids)
        return {product.id: product for product in products if product._is_garage_kit()}

    def _prepare_kit_vals(self, product, vals):
        """Values of the lines of a kit's parts, priced as the kit wants it."""
        self.ensure_one()
        quantity = vals.get("product_uom_qty") or 1.0
        typed = vals.get("price_unit")
        by_kit = product.garage_kit_price == "kit" or typed is not None
        kit = {
            "garage_kit_id": product.id,
            "garage_kit_key": uuid.uuid4().hex,
            "garage_kit_count": quantity,
            "garage_kit_priced": by_kit,
        }
        parts = product._get_kit_products()
        rows = [
            {
                "product_id": part.id,
                "product_uom_qty": pieces * quantity,
                **kit,
            }
            for part, pieces in parts.items()
        ]
        if by_kit:
            prices = self._share_kit_price(product, parts, typed)
            for row, price in zip(rows, prices, strict=True):
                # a price that somebody chose: it stays when the quantity changes
                row.update(price_unit=price, technical_price_unit=-1.0)
        if vals.get("discount"):
            rows = [{**row, "discount": vals["discount"]} for row in rows]
        return rows

    def _share_kit_price(self, product, parts, typed=None):
        """Prices of one piece that come to the price of the kit, to the cent."""
        every = product.browse().union(product, *parts)
        prices = self._get_card_prices(every)
        total = prices[product.id] if typed is None else typed
        unit = self.currency_id.rounding or 0.01
        weights = [prices[part.id] * pieces for part, pieces in parts.items()]
        shared = kits.unit_prices(round(total / unit), weights, list(parts.values()))
        return [price * unit for price in shared]

    def _get_shelf_words(self, product):
        """Of a kit as many as its parts allow."""
        if product._is_garage_kit():
            count = product.garage_kit_available
            if not count:
                return self.env._("not in stock")
            return self.env._("%(count)s in stock", count=f"{count:g}")
        return super()._get_shelf_words(product)

    def _get_card_offer(self, product, prices):
        offer = super()._get_card_offer(product, prices)
        if not product.is_storable and product._is_garage_kit():
            words = [self.env._("kit"), self._get_shelf_words(product)]
            offer["detail"] = " · ".join([offer["detail"], *words])
        return offer
