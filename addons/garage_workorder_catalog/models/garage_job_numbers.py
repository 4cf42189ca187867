from odoo import models
from odoo.exceptions import UserError


class GarageJob(models.Model):
    """Numbers of tyres, batteries and airbags, entered when the part is fitted."""

    _inherit = "garage.job"

    def enter_part_number(self, line_id, number, position=False, quantity=0.0):
        """Keep the number of a part of this job; return what to warn of, or ''."""
        self.ensure_one()
        line = self._get_floor_line(line_id)
        return line._enter_number(number, position, quantity)._get_warning()

    def put_off_part_number(self, line_id, reason):
        """Fit a part now and tell its number later, with the reason."""
        self.ensure_one()
        self._get_floor_line(line_id)._put_off_number(reason)

    def _get_floor_line(self, line_id):
        line = self._for_floor().line_ids.filtered(lambda line: line.id == line_id)
        if not line:
            raise UserError(
                self.env._("This line was taken off the job meanwhile. Look again.")
            )
        return line

    def _issue_parts(self):
        """Parts leave the stock only with the numbers that have to be known."""
        open_moves = self._get_part_lines().move_ids.filtered(
            lambda move: move.state not in ("done", "cancel", "draft")
        )
        open_moves.sale_line_id._check_numbers()
        return super()._issue_parts()

    def _get_mechanic_lines(self):
        rows = super()._get_mechanic_lines()
        # numbers and no prices; see _for_floor
        lines = {line.id: line for line in self._for_floor().line_ids}
        for row in rows:
            line = lines[row["id"]]
            kind = row["kind"] == "part" and line._get_number_kind()
            if kind:
                row["number"] = line._get_floor_number(kind)
        return rows

    def _get_event_details(self):
        """The vehicle's history tells the numbers of its parts too."""
        details = super()._get_event_details()
        numbers = [
            f"{line.product_id.name}: {text}"
            for line in self.line_ids
            for text in line._get_number_texts()
        ]
        return "\n".join(filter(None, [details, *numbers]))
