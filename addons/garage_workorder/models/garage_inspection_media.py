import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain import media
from ..tools import picture

MEGABYTE = 1024 * 1024
#: longest side of a photo in a row of photos, before it is enlarged, in pixels
SMALL = 480


class GarageInspectionMedia(models.Model):
    """A photo, a video, or a photo with drawing of one inspected item."""

    _name = "garage.inspection.media"
    _description = "Inspection photo"
    _order = "id"
    _check_company_auto = True

    line_id = fields.Many2one(
        "garage.inspection.line", required=True, index=True, ondelete="cascade"
    )
    inspection_id = fields.Many2one(
        related="line_id.inspection_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="line_id.company_id", store=True, precompute=True
    )
    name = fields.Char(compute="_compute_name")
    kind = fields.Selection(
        [("photo", "Photo"), ("drawing", "Photo with drawing"), ("video", "Video")],
        default="photo",
        required=True,
        readonly=True,
    )
    attachment_id = fields.Many2one(
        "ir.attachment", required=True, readonly=True, index=True, ondelete="cascade"
    )
    mimetype = fields.Char(related="attachment_id.mimetype")
    original_id = fields.Many2one(
        "garage.inspection.media", readonly=True, ondelete="set null", string="Drawn on"
    )
    key = fields.Char(readonly=True, copy=False)
    customer_visible = fields.Boolean(string="Shown", default=True)

    _key_uniq = models.UniqueIndex(
        "(key) WHERE key IS NOT NULL", "This photo was already stored."
    )

    @api.depends("line_id.name", "kind")
    def _compute_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for record in self:
            record.name = f"{labels[record.kind]}: {record.line_id.name}"

    def unlink(self):
        attachments = self.attachment_id
        result = super().unlink()
        # a photo that went along to a job is evidence there
        used = self.env["garage.job"].search([("photo_ids", "in", attachments.ids)])
        (attachments - used.photo_ids).exists().unlink()
        return result

    @api.model
    def _keep(self, line, raw, kind="photo", key=None, original=None):
        """Store what a phone sent for an item; the same key a second time is no news.

        :param line: garage.inspection.line
        :param bytes raw: the file
        :param kind: photo, drawing or video
        :param original: key of the photo that was drawn on
        """
        known = self.search([("key", "=", key)], limit=1) if key else self
        if known:
            return known
        raw, mimetype = self._prepare_file(raw, kind)
        drawn_on = self.search([("key", "=", original)], limit=1) if original else self
        record = self.create(
            {
                "line_id": line.id,
                "kind": kind,
                "key": key,
                "original_id": drawn_on.id,
                "attachment_id": line._create_attachment(raw, mimetype).id,
            }
        )
        # the customer sees the photo with the arrow; the bare one stays beside it
        drawn_on.customer_visible = False
        line._hand_photos_to_job()
        return record

    @api.model
    def _prepare_file(self, raw, kind):
        """Bytes to keep and their MIME type; refuses in words what cannot be kept."""
        problem = media.problem(raw)
        mimetype = media.mimetype(raw)
        wanted = "video" if kind == "video" else "image"
        if problem == "size":
            self._refuse_size(wanted, len(raw))
        if problem or not mimetype.startswith(wanted):
            raise UserError(
                self.env._("The photo or video arrived damaged. Take it again.")
            )
        return (raw, mimetype) if wanted == "video" else self._shrink(raw)

    @api.model
    def _shrink(self, raw):
        try:
            return picture.shrink(raw), "image/jpeg"
        except ValueError as error:
            raise UserError(
                self.env._(
                    "The photo cannot be opened. Take it again with the camera set to "
                    "JPEG and at most 100 megapixels."
                )
            ) from error

    @api.model
    def _refuse_size(self, wanted, size):
        sizes = {
            "size": round(size / MEGABYTE),
            "limit": media.LIMITS[wanted] // MEGABYTE,
        }
        if wanted == "video":
            raise UserError(
                self.env._(
                    "The video has %(size)s MB, %(limit)s MB is the limit. Film less "
                    "than a minute, or set the camera to 720p.",
                    **sizes,
                )
            )
        raise UserError(
            self.env._(
                "The photo has %(size)s MB, %(limit)s MB is the limit. Set the camera "
                "to a smaller size.",
                **sizes,
            )
        )

    def _get_data_url(self, longest):
        """The picture inside the page, so that a printed report needs no request."""
        self.ensure_one()
        small = picture.shrink(self.attachment_id.raw, longest)
        return f"data:image/jpeg;base64,{base64.b64encode(small).decode()}"

    def _get_stream(self, small=False):
        """The photo or video to send; whoever calls has checked who asks."""
        self.ensure_one()
        binary = self.env["ir.binary"]
        if self.kind == "video":
            return binary._get_stream_from(self.attachment_id)
        side = SMALL if small else 0
        return binary._get_image_stream_from(
            self.attachment_id, width=side, height=side
        )
