from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class GaragePartsOrder(models.TransientModel):
    """What a visit misses, with a supplier for each part."""

    _name = "garage.parts.order"
    _description = "Order missing parts"

    workorder_id = fields.Many2one("garage.workorder", required=True, readonly=True)
    company_id = fields.Many2one(related="workorder_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    promised_at = fields.Datetime(related="workorder_id.promised_at")
    line_ids = fields.One2many("garage.parts.order.line", "wizard_id")
    has_live = fields.Boolean(compute="_compute_has_live")
    amount = fields.Monetary("Purchase value", compute="_compute_amount")

    def _compute_has_live(self):
        self.has_live = self.env["garage.catalog.item"].has_live_suppliers()

    @api.depends("line_ids.is_taken", "line_ids.quantity", "line_ids.price_unit")
    def _compute_amount(self):
        for wizard in self:
            taken = wizard.line_ids.filtered("is_taken")
            wizard.amount = sum(line.quantity * line.price_unit for line in taken)

    @api.model
    def _propose(self, workorder, missing):
        """Return the proposal for these lines.

        :param missing: {sale.order.line: pieces}
        """
        products = self.env["product.product"].union(
            *(line.product_id for line in missing)
        )
        quantities = {}
        for line, quantity in missing.items():
            quantities[line.product_id.id] = (
                quantities.get(line.product_id.id, 0.0) + quantity
            )
        company = workorder.company_id
        supplies = products._garage_find_supplies(quantities, company)
        rows = [
            self._prepare_line_vals(line, quantity, supplies[line.product_id.id])
            for line, quantity in missing.items()
        ]
        return self.create(
            {
                "workorder_id": workorder.id,
                "line_ids": [Command.create(row) for row in rows],
            }
        )

    def _prefer(self, partner):
        """Let one supplier deliver whatever he is known to have of it."""
        products = self.line_ids.product_id
        quantities = {line.product_id.id: line.quantity for line in self.line_ids}
        supplies = products._garage_find_supplies(quantities, self.company_id)
        for line in self.line_ids:
            known = supplies[line.product_id.id]
            if partner.id in [row.partner_id for row in known]:
                ticked = line.is_taken
                line.partner_id = partner
                line._onchange_partner_id()
                # what is not approved yet is ticked by a person only
                line.is_taken = ticked

    @api.model
    def _prepare_line_vals(self, line, quantity, supplies):
        return {
            "sale_line_id": line.id,
            "missing": quantity,
            "quantity": quantity,
            **self._prepare_supply_vals(line, supplies),
        }

    @api.model
    def _prepare_supply_vals(self, line, supplies):
        """The supplier who is proposed for a line, with price and delivery."""
        ranked = line.product_id._garage_rank_supplies(
            supplies,
            line.garage_job_id.workorder_id.promised_at,
            line._get_refusing_suppliers(),
        )
        first = ranked[0] if ranked else None
        return {
            "is_taken": bool(first) and line.state == "sale",
            "partner_id": first.partner_id if first else False,
            "price_unit": first.price if first else 0.0,
            "arrives": first.arrives if first else False,
        }

    def action_ask(self):
        """Ask the live suppliers about all these parts, then propose anew."""
        self.ensure_one()
        products = self.line_ids.product_id
        quantities = self._get_quantities()
        items = products._garage_find_catalog_parts()
        wanted = [
            (item, quantities[product.id])
            for product in products
            for item in items.filtered(lambda row, one=product: row._is_product(one))
        ]
        if wanted:
            items._ask_live(wanted)
        supplies = products._garage_find_supplies(quantities, self.company_id)
        for line in self.line_ids:
            found = supplies[line.product_id.id]
            line.write(self._prepare_supply_vals(line.sale_line_id, found))
        return self._get_open_action()

    def _get_quantities(self):
        """{product id: pieces} of all lines."""
        groups = self.line_ids.grouped("product_id")
        return {
            product.id: sum(lines.mapped("quantity"))
            for product, lines in groups.items()
        }

    def _get_open_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Order missing parts"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def action_order(self):
        """Put what is ticked on the next order of each supplier."""
        self.ensure_one()
        orders = self._place().order_id
        return self._get_done_message(orders)

    def action_order_now(self):
        """Order what is ticked and send it to the suppliers who can be told live."""
        self.ensure_one()
        orders = self._place().order_id
        services = self.env["garage.supplier.order"]._get_company_services(
            self.company_id
        )
        sent = orders.filtered(
            lambda order: order.partner_id.commercial_partner_id in services
        )
        for order in sent:
            partner = order.partner_id.commercial_partner_id
            order._garage_send(services[partner])
        return self._get_done_message(orders - sent, sent)

    def _place(self):
        """Return the lines of purchase orders for what is ticked and still missing."""
        workorder = self.workorder_id
        jobs = self.line_ids.sale_line_id.garage_job_id
        jobs.check_access("write")
        workorder._check_open()
        # two people at once follow each other; the second sees what the first ordered
        workorder._take_turn()
        missing = jobs.line_ids._get_missing_quantities()
        demands = {}
        for line in self.line_ids.filtered("is_taken"):
            quantity = line._get_quantity_left(missing)
            if quantity > 0:
                line._check_supplier()
                values = line._prepare_purchase_vals(quantity)
                demands.setdefault(line.partner_id.id, []).append(values)
        if not demands:
            self._refuse_nothing_left()
        orders = self.env["purchase.order"]
        lines = orders._garage_put_on_orders(
            demands, workorder.company_id, workorder.name
        )
        workorder._notify_board()
        return lines

    def _refuse_nothing_left(self):
        if self.line_ids.filtered("is_taken"):
            raise UserError(
                self.env._("These parts were ordered meanwhile. Nothing is done twice.")
            )
        raise UserError(self.env._("Tick the parts to order."))

    def _get_done_message(self, listed, sent=()):
        """Say which orders go out now, and which wait for being sent."""
        texts = []
        if sent:
            texts.append(self.env._("Sent to %s.", self._get_names(sent)))
        if listed:
            texts.append(
                self.env._(
                    "On the order list of %s, to be sent by mail or by hand.",
                    self._get_names(listed),
                )
                if sent
                else self.env._("On the order list of %s.", self._get_names(listed))
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": " ".join(texts),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_names(self, orders):
        return ", ".join(f"{order.partner_id.name} ({order.name})" for order in orders)
