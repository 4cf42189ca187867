import re

from odoo import models

#: catalogue parts that the box of a new line offers beside the garage's own products
OFFERS = 6
TONES = {"fits": "good", "check": "wait", "no": "stop"}


class GarageJob(models.Model):
    """Cards that say whether a part fits, and offer parts of the catalogues."""

    _inherit = "garage.job"

    def search_card_products(self, text):
        """Own products first, each with its fit; then parts of the catalogues."""
        own = super().search_card_products(text)
        products = self.env["product.product"].browse(
            [offer["values"]["product_id"] for offer in own]
        )
        fits = self._get_product_fits(products)
        offers = [self._add_fit(offer, fits) for offer in own]
        rows = self.env["garage.catalog.item"].lookup(
            text, self.workorder_id.vehicle_id.id, limit=OFFERS
        )
        known = set(products.ids)
        offers += [
            self._get_catalog_offer(row)
            for row in rows
            if row["product_id"] not in known and row["state"] == "active"
        ]
        return offers

    def swap_catalog_item(self, item_id, quantity, line_id):
        """Put another part in the place of a line; return the new line's id."""
        self.ensure_one()
        new_id = self.add_catalog_item(item_id, quantity)
        self.remove_card_line(line_id)
        return new_id

    def _get_card_product(self, values):
        if values.get("kind") != "catalog":
            return super()._get_card_product(values)
        item = self.env["garage.catalog.item"].browse(values["item_id"])
        return item._get_or_create_product()

    def _get_card_rows(self, open_ids):
        rows = super()._get_card_rows(open_ids)
        lines = [line for row in rows for line in row["lines"] or []]
        parts = [line for line in lines if line["kind"] == "part"]
        products = self.env["product.product"].browse(
            {line["product_id"] for line in parts}
        )
        fits = self._get_product_fits(products)
        for line in parts:
            if line["product_id"] in fits:
                line["marks"].insert(0, fits[line["product_id"]])
        return rows

    def _get_product_fits(self, products):
        """{product id: mark} for products whose vehicles somebody knows."""
        vehicle = self.workorder_id.vehicle_id
        if not products or len(vehicle) != 1:
            return {}
        answers = products._get_fit_answers(vehicle)
        marks = {
            product_id: self._get_fit_mark(answer)
            for product_id, answer in answers.items()
        }
        return {product_id: mark for product_id, mark in marks.items() if mark}

    def _get_fit_mark(self, answer):
        """A sign for the card; nothing where nobody knows."""
        words = {
            "fits": self.env._("fits"),
            "check": self.env._("check"),
            "no": self.env._("does not fit"),
        }
        if answer.verdict not in words:
            return None
        return {
            "text": words[answer.verdict],
            "tone": TONES[answer.verdict],
            "title": self.env["garage.catalog.messages"]._fit_text(answer),
        }

    def _add_fit(self, offer, fits):
        mark = fits.get(offer["values"]["product_id"])
        if not mark:
            return offer
        detail = f"{offer['detail']} · {mark['text']}"
        return {**offer, "detail": detail, "confirm": self._get_misfit_question(mark)}

    def fill_card_offers(self, offer_ids):
        """Say what live suppliers offer for catalogue parts, a moment later."""
        texts = super().fill_card_offers(offer_ids)
        items = self.env["garage.catalog.item"]
        ids = [int(one[5:]) for one in offer_ids if re.fullmatch(r"item-\d+", one)]
        items.ask_best_offers(ids)
        for row in items.get_rows(ids, self.workorder_id.vehicle_id.id):
            none = self.env._("no live offer")
            texts[f"item-{row['id']}"] = self._get_catalog_detail(row, none)
        return texts

    def _get_catalog_offer(self, row):
        verdict, text = row["fit"]["verdict"], row["fit"]["text"]
        mark = {"tone": TONES.get(verdict), "title": text}
        later = row["stock"] <= 0 and row["live"]
        # as long as what will stand there, so that the answer moves no row
        asking = self.env._("asking live suppliers") if later else ""
        return {
            "id": f"item-{row['id']}",
            "label": f"{row['number']} {row['name']}",
            "detail": self._get_catalog_detail(row, asking),
            "later": later,
            "values": {"kind": "catalog", "item_id": row["id"]},
            "confirm": self._get_misfit_question(mark),
        }

    def _get_catalog_detail(self, row, without_offer=""):
        """Brand, own price, why it is here, fit, shelf, best live offer.

        :param without_offer: what to say where no live offer is known
        """
        detail = [row["brand"], row["source"], row["why"]]
        if row.get("price"):
            detail.append(self.currency_id.format(row["price"]))
        if row["fit"]["verdict"] in TONES:
            detail.append(row["fit"]["text"])
        if row["stock"] > 0:
            detail.append(self.env._("%(count)s in stock", count=f"{row['stock']:g}"))
        offer = row["offer"]
        detail.append(self._get_offer_words(offer) if offer else without_offer)
        return " · ".join(filter(None, detail))

    def _get_offer_words(self, offer):
        """The best live offer in a few words: who, for how much, until when."""
        words = [offer["from"]]
        if offer["price"]:
            words.append(self.currency_id.format(offer["price"]))
        has_none = offer["available"] == "none"
        words.append(self.env._("has none") if has_none else offer["lead"])
        return " ".join(filter(None, words))

    def _get_misfit_question(self, mark):
        """What to ask before a part that does not fit is added, else empty."""
        if mark["tone"] != "stop":
            return ""
        return self.env._("%(reason)s. Add it anyway?", reason=mark["title"])
