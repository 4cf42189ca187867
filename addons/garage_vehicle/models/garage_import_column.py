from odoo import api, fields, models


class GarageImportColumn(models.Model):
    """One column of the file: its title, an example, and what it means here."""

    _name = "garage.import.column"
    _description = "Import column"
    _order = "position"

    import_id = fields.Many2one(
        "garage.import", required=True, ondelete="cascade", index=True
    )
    position = fields.Integer(required=True)
    heading = fields.Char(string="Title in the file", readonly=True)
    sample = fields.Char(string="First values", readonly=True)
    target = fields.Selection(selection="_get_targets", string="Means")

    @api.model
    def _get_targets(self):
        _ = self.env._
        return [
            ("plate", _("Plate")),
            ("plate_country", _("Plate: country")),
            ("vin", _("VIN")),
            ("make", _("Make")),
            ("model", _("Model")),
            ("variant", _("Variant")),
            ("model_year", _("Model year")),
            ("first_registration", _("First registration")),
            ("fuel", _("Fuel")),
            ("power_kw", _("Power (kW)")),
            ("engine_code", _("Engine code")),
            ("color", _("Colour")),
            ("inspection_due", _("Inspection due")),
            ("fleet_number", _("Fleet number")),
            ("alert_note", _("Alert")),
            ("note", _("Note")),
            ("odometer", _("Odometer")),
            ("customer_no", _("Customer: number")),
            ("name", _("Customer: name")),
            ("first_name", _("Customer: first name")),
            ("email", _("Customer: e-mail")),
            ("phone", _("Customer: phone")),
            ("mobile", _("Customer: mobile")),
            ("street", _("Customer: street")),
            ("zip", _("Customer: postal code")),
            ("city", _("Customer: city")),
            ("country", _("Customer: country")),
            ("vat", _("Customer: tax number")),
            ("date", _("Date of the visit")),
            ("text", _("What was done")),
            ("amount", _("Amount")),
            ("number", _("Number of the document")),
        ]
