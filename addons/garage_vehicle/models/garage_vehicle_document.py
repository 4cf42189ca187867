import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import human_size

MAX_BYTES = 15 * 1024 * 1024
_IMAGES = ("image/jpeg", "image/png", "image/webp", "image/gif")


class GarageVehicleDocument(models.Model):
    """A photo or paper that belongs to a vehicle, taken at a visit or not."""

    _name = "garage.vehicle.document"
    _description = "Vehicle document"
    _order = "date desc, id desc"

    active = fields.Boolean(default=True)
    vehicle_id = fields.Many2one(
        "garage.vehicle", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="vehicle_id.company_id", store=True)
    name = fields.Char(required=True)
    kind = fields.Selection(
        [("photo", "Photo"), ("document", "Document")], required=True
    )
    attachment_id = fields.Many2one("ir.attachment", readonly=True, ondelete="cascade")
    datas = fields.Binary(related="attachment_id.datas", string="File")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    customer_visible = fields.Boolean(string="The customer sees it")
    res_model = fields.Char(string="Taken at (model)", readonly=True)
    res_id = fields.Many2oneReference(
        string="Taken at", model_field="res_model", readonly=True
    )

    _vehicle_date_idx = models.Index("(vehicle_id, date DESC)")
    _link_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")

    @api.model
    def get_documents(self, vehicle_id, res_model=None, res_id=None):
        """Return ``{"limit", "documents"}`` for the screen, newest first.

        :param res_model: with ``res_id``: only what was taken at that visit
        """
        domain = [("vehicle_id", "=", vehicle_id)]
        if res_model and res_id:
            domain += [("res_model", "=", res_model), ("res_id", "=", res_id)]
        found = self.search(domain, limit=200)
        return {"limit": MAX_BYTES, "documents": [one._as_row() for one in found]}

    @api.model
    def add_file(self, vehicle_id, name, content, res_model=None, res_id=None):
        """Keep a file on the vehicle; photos that are too large are made smaller.

        :param content: the file, base64
        :raises UserError: when it is empty, damaged or too big
        """
        raw = self._decode_file(name, content)
        vehicle = self.env["garage.vehicle"].browse(vehicle_id)
        vehicle.check_access("read")
        document = self.create(
            {
                "vehicle_id": vehicle.id,
                "name": name,
                "kind": "document",
                "res_model": res_model or False,
                "res_id": res_id or False,
            }
        )
        document._keep_file(raw)
        vehicle._add_event("document", name, record=document)
        return document._as_row()

    def action_remove(self):
        """Take a file off the screens; the manager can bring it back."""
        self.check_access("write")
        self.active = False
        return True

    @api.model
    def _decode_file(self, name, content):
        try:
            raw = base64.b64decode(content or "", validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if not raw:
            raise UserError(
                self.env._(
                    "“%(name)s” is empty or did not arrive whole. Send it again.",
                    name=name,
                )
            )
        if len(raw) > MAX_BYTES:
            raise UserError(
                self.env._(
                    "“%(name)s” has %(size)s, at most %(limit)s are kept. Take a"
                    " smaller one or cut it into parts.",
                    name=name,
                    size=human_size(len(raw)),
                    limit=human_size(MAX_BYTES),
                )
            )
        return raw

    def _keep_file(self, raw):
        """Store the file; Odoo makes photos that are larger than a screen smaller."""
        attachment = self.env["ir.attachment"].create(
            {
                "name": self.name,
                "raw": raw,
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        if attachment.mimetype in _IMAGES:
            self.kind = "photo"
        self.attachment_id = attachment

    def _as_row(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "date": fields.Datetime.to_string(self.date),
            "customer_visible": self.customer_visible,
            "attachment_id": self.attachment_id.id,
        }

    def _get_visible(self, vehicle, partner):
        """Return what a customer may see: ticked, and from his own time."""
        since = vehicle._get_owned_since(partner)
        if not since:
            return self.browse()
        return self.search(
            [
                ("vehicle_id", "=", vehicle.id),
                ("customer_visible", "=", True),
                ("date", ">=", since),
            ]
        )
