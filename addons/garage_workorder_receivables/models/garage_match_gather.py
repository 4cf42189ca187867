from odoo import api, models


class GarageMatchGather(models.AbstractModel):
    _inherit = "garage.match.gather"

    @api.model
    def _get_extra_tokens(self, lines):
        """Customers write their plate or the work order's number when they pay."""
        tokens = super()._get_extra_tokens(lines)
        # sudo: finance need not see work orders to have payments matched.
        entries = lines.sudo()
        moves = entries.move_id
        moves.fetch(["garage_workorder_id"])
        moves.garage_workorder_id.fetch(["name", "vehicle_id"])
        for line in entries:
            order = line.move_id.garage_workorder_id
            if order:
                names = (order.vehicle_id.plate_key, order.name)
                own = tuple(name for name in names if name)
                tokens[line.id] = (*tokens.get(line.id, ()), *own)
        return tokens
