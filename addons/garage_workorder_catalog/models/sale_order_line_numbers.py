from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import clean_context

from odoo.addons.garage_parts_catalog.domain.number import normalize
from odoo.addons.garage_parts_catalog.domain.part_number import missing_quantity
from odoo.addons.garage_parts_catalog.models.vehicle_component import ONE_PIECE


class SaleOrderLine(models.Model):
    """A part whose pieces have numbers: tyres, batteries, airbags."""

    _inherit = "sale.order.line"

    garage_component_ids = fields.One2many(
        "garage.vehicle.component", "sale_line_id", "Numbers", readonly=True
    )

    def action_enter_garage_number(self):
        """Open the box for the number of the next piece."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "garage_workorder_catalog.garage_part_number_action"
        )
        action["context"] = {"default_line_id": self.id}
        return action

    def _get_number_kind(self):
        """Which number of each piece is kept with the vehicle, or False."""
        self.ensure_one()
        product = self.product_id
        if product.type != "consu" or self.garage_is_share:
            return False
        return product.product_tmpl_id._get_garage_number_kind()

    def _get_numbers(self):
        """Numbers that were read or fitted for this line and are not off again."""
        return self.garage_component_ids.filtered(lambda row: row.state != "removed")

    def _get_missing_numbers(self):
        """Of how many pieces neither number nor reason is known."""
        self.ensure_one()
        if not self._get_number_kind():
            return 0.0
        wanted = self.product_uom_id._compute_quantity(
            self.product_uom_qty, self.product_id.uom_id
        )
        known = self._get_numbers().mapped("quantity")
        return missing_quantity(wanted, known)

    def _get_open_numbers(self):
        """Of how many pieces the number is missing or was put off."""
        self.ensure_one()
        waiting = self._get_numbers().filtered(lambda row: row.state == "waiting")
        return self._get_missing_numbers() + sum(waiting.mapped("quantity"))

    def _enter_number(self, text, position=False, quantity=0.0):
        """Keep the number of one piece, or of several with the same one.

        :param quantity: pieces with this number; zero: one, of a lot all
        :return: the garage.vehicle.component
        """
        self.ensure_one()
        vals = self.env["garage.vehicle.component"]._read_typed(self.product_id, text)
        open_quantity = self._get_open_numbers()
        if not open_quantity:
            self._refuse_more_numbers()
        if vals["kind"] in ONE_PIECE:
            quantity = 1.0
        elif not quantity:
            quantity = open_quantity if vals["kind"] == "lot" else 1.0
        quantity = min(quantity, open_quantity)
        self._use_up_waiting(quantity - self._get_missing_numbers())
        component = self.garage_component_ids.create(
            {
                **self._prepare_number_vals(),
                **vals,
                "position": position or False,
                "quantity": quantity,
                "state": "read",
            }
        )
        if self.qty_delivered:
            self._fit_numbers(component)
        return component

    def _put_off_number(self, reason):
        """Fit the part without its number now; it follows, and the reason is kept."""
        self.ensure_one()
        template = self.product_id.product_tmpl_id
        missing = self._get_missing_numbers()
        if template._must_have_garage_number():
            raise UserError(
                self.env._(
                    "The number of %(part)s must be known before it is fitted. "
                    "Scan or type it.",
                    part=self.product_id.display_name,
                )
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the number follows later."))
        if not missing:
            self._refuse_more_numbers()
        return self.garage_component_ids.create(
            {
                **self._prepare_number_vals(),
                "kind": template._get_garage_number_kind(),
                "quantity": missing,
                "state": "waiting",
                "put_off_reason": reason.strip(),
            }
        )

    def _prepare_number_vals(self):
        job = self.garage_job_id
        return {
            "vehicle_id": job.vehicle_id.id,
            "company_id": job.company_id.id,
            "product_id": self.product_id.id,
            "sale_line_id": self.id,
            "job_id": job.id,
            "user_id": self.env.uid,
        }

    def _use_up_waiting(self, quantity):
        """Numbers that were put off and are known now wait no longer."""
        for row in self._get_numbers().filtered(lambda row: row.state == "waiting"):
            if quantity <= 0:
                return
            if row.quantity <= quantity:
                quantity -= row.quantity
                row.unlink()
            else:
                row.quantity -= quantity
                quantity = 0

    def _refuse_more_numbers(self):
        raise UserError(
            self.env._(
                "The numbers of all pieces of %(part)s are known.",
                part=self.product_id.display_name,
            )
        )

    def _check_numbers(self):
        """Refuse to issue parts whose numbers nobody entered."""
        for line in self:
            missing = line._get_missing_numbers()
            if not missing:
                continue
            chosen = line.move_ids.filtered(
                lambda move: move.picked and move.state not in ("done", "cancel")
            ).move_line_ids
            missing -= sum(chosen.filtered("lot_id").mapped("quantity_product_uom"))
            if line.product_id.uom_id.compare(missing, 0) > 0:
                raise UserError(
                    self.env._(
                        "Enter the number of %(part)s first: %(count)s still missing. "
                        "Scan or type it at the part.",
                        part=line.product_id.display_name,
                        count=f"{missing:g}",
                    )
                )

    def _fit_numbers(self, components, lots=None):
        job = self.garage_job_id
        components._fit(
            job._get_floor_moment(), job.workorder_id.odometer_in, lots or {}
        )

    def _note_issued(self, moves):
        """The stock let these parts go: their numbers are on the vehicle now."""
        self.ensure_one()
        rows = moves.move_line_ids.filtered("lot_id")
        lots = {normalize(lot.name): lot for lot in rows.lot_id}
        open_rows = self._get_numbers().filtered(
            lambda row: row.state in ("read", "waiting") and not row.fitted_on
        )
        self._fit_numbers(open_rows, lots)
        waiting = open_rows.filtered(lambda row: not row.number)
        if waiting and len(rows.lot_id) == 1:
            waiting.lot_id = rows.lot_id
        known = self._get_numbers().mapped("number_norm")
        for row in rows if not waiting else rows.browse():
            if normalize(row.lot_id.name) not in known:
                self._add_number_of_stock(row)

    def _add_number_of_stock(self, move_line):
        """A lot that was chosen on the delivery itself."""
        components = self.garage_component_ids.with_context(
            clean_context(self.env.context)
        )
        number = components._read_lot(self.product_id, move_line.lot_id)
        component = components.create(
            {
                **self._prepare_number_vals(),
                **number,
                "quantity": move_line.quantity_product_uom,
                "lot_id": move_line.lot_id.id,
            }
        )
        self._fit_numbers(component)

    def _note_returned(self, moves):
        """These parts are back in stock: their numbers are off the vehicle."""
        self.ensure_one()
        moment = self.garage_job_id._get_floor_moment()
        reason = self.env._("returned to stock")
        left = sum(moves.mapped("quantity"))
        lots = moves.move_line_ids.lot_id
        rows = self._get_numbers()
        for row in rows.filtered(lambda row: not lots or row.lot_id in lots)[::-1]:
            if left <= 0:
                return
            left -= row.quantity
            row._remove(moment, reason)

    def _get_number_texts(self):
        return [row._get_text() for row in self._get_numbers().sorted("id")]

    def _get_card_marks(self):
        marks = super()._get_card_marks()
        if not self.product_uom_qty or not self._get_number_kind():
            return marks
        for row in self._get_numbers().sorted("id"):
            tone = "wait" if row.state == "waiting" else "quiet"
            tone = "stop" if row._is_old_tyre() else tone
            title = row.put_off_reason or row.age_text or ""
            marks.append({"text": row._get_text(), "tone": tone, "title": title})
        missing = self._get_missing_numbers()
        if missing:
            marks.append(
                {
                    "text": self.env._("%(count)s numbers open", count=f"{missing:g}"),
                    "tone": "wait",
                    "title": self.env._("Asked when the part is fitted."),
                }
            )
        return marks

    def _get_card_actions(self, editable):
        actions = super()._get_card_actions(editable)
        if self.product_uom_qty and self._get_open_numbers():
            actions.append(
                {
                    "method": "action_enter_garage_number",
                    "label": self.env._("Enter a number of the part"),
                    "icon": "fa-barcode",
                }
            )
        return actions

    def _prepare_invoice_line(self, **optional_values):
        """Numbers and handover notes stand on the bill."""
        vals = super()._prepare_invoice_line(**optional_values)
        # whoever bills the line prints the numbers of its own part
        texts = self.sudo()._get_bill_notes()
        if texts:
            vals["name"] = "\n".join([vals["name"], *texts])
        return vals

    def _get_bill_notes(self):
        """Numbers of the pieces and what the law wants said with them."""
        if not self.garage_job_id or self.product_id.type != "consu":
            return []
        lang = self.order_partner_id.lang or self.env.lang
        line = self.with_context(lang=lang)
        category = line.product_id.categ_id
        notes = ["; ".join(line._get_number_texts())]
        handover = category._get_garage_setting("garage_handover_text")
        if handover:
            notes += [category._get_garage_setting("garage_un_number"), handover]
        return [note for note in notes if note]
