from odoo import api, models

_ALTERNATIVES = 3


class GarageCatalogMessages(models.AbstractModel):
    """Every sentence that the catalogue tells about files and fitment."""

    _name = "garage.catalog.messages"
    _description = "Catalogue wording"

    @api.model
    def _issue_text(self, issue):
        """Return one line of the import's report."""
        _ = self.env._
        texts = {
            "columns": _("the number of cells (%(value)s) does not match the titles"),
            "number": _("the article number is missing or unusable (%(value)s)"),
            "amount": _('"%(value)s" is not an amount'),
            "quote": _("a quotation mark is not closed"),
            "encoding": _("the line holds damaged characters"),
            "vehicle": _("application %(value)s names no vehicle"),
            "part": _("application %(value)s names no usable part number"),
            "part_type": _("application %(value)s names no part type"),
            "equipment": _("application %(value)s is for equipment, not for a vehicle"),
            "key": _('the number system "%(value)s" is not known'),
            "year": _('"%(value)s" is not a year or a span of years'),
            "base_year": _(
                "a base vehicle number stands for one model year, not for %(value)s"
            ),
            "make": _("make or model is missing"),
        }
        text = texts[issue.code] % {"value": issue.value}
        return _("Line %(line)s: %(text)s", line=issue.line, text=text)

    @api.model
    def _file_error_text(self, error):
        """Return why a whole file is refused and what to do."""
        _ = self.env._
        values = {"line": error.line, "value": error.value}
        texts = {
            "empty": _("The file is empty. Ask the supplier to send it again."),
            "binary": _("This is not a text file. Choose a CSV or XML file."),
            "spreadsheet": _(
                "This is a spreadsheet or an archive. Save it as CSV or unpack it."
            ),
            "pdf": _("This is a PDF. Ask the supplier for a CSV or XML file."),
            "not_xml": _(
                "The file is no valid XML: %(value)s in line %(line)s. "
                "Nothing was changed; ask the supplier to send it again."
            ),
            "not_aces": _(
                'The XML file is no ACES file (it begins with "%(value)s"). '
                "Choose the supplier's ACES file."
            ),
            "entities": _(
                "Line %(line)s declares a document type, which is refused for safety. "
                "Ask the supplier for a file without it."
            ),
            "truncated": _(
                "The file is cut off in line %(line)s. "
                "Nothing was changed; load it again from the supplier."
            ),
            "count": _(
                "The file's own count and the lines in it differ (%(value)s). "
                "Nothing was changed; load it again from the supplier."
            ),
            "no_lines": _("No line of the file can be used. Check the column mapping."),
            "no_number": _("Say which column holds the article number."),
            "mostly_damaged": _(
                "%(value)s lines cannot be read, so nothing was changed. "
                "Check the separator and the column mapping."
            ),
            "no_vehicle_columns": _(
                "The list needs the columns make, model, year and a vehicle number "
                "(for example base vehicle id or ktype)."
            ),
        }
        return texts[error.code] % values

    @api.model
    def _fit_text(self, answer):
        """Return the reason of a fitment answer in words."""
        _ = self.env._
        values = answer.values
        simple = {
            "listed": _("Listed for this vehicle"),
            "other_vehicles": _("Listed for other vehicles, not for this one"),
            "no_data": _("The supplier says nothing about vehicles"),
            "vehicle_not_linked": _(
                "The supplier's vehicle numbers are not linked to this vehicle"
            ),
            "no_vehicle": _("No vehicle chosen"),
        }
        if answer.code in simple:
            return simple[answer.code]
        if answer.code == "conditions":
            return _("Check: %(conditions)s", conditions=", ".join(values))
        if answer.code == "one_of":
            shown = "; ".join(values[:_ALTERNATIVES])
            more = "; ..." if len(values) > _ALTERNATIVES else ""
            return _("Check, one of: %(conditions)s", conditions=shown + more)
        if answer.code == "year":
            return _("Only for %(years)s, this one is %(year)s", years=values[0],
                     year=values[1])  # fmt: skip
        if answer.code == "engine":
            return _("Only for engine %(wanted)s, this one has %(own)s",
                     wanted=values[0], own=values[1])  # fmt: skip
        return _("Only for %(wanted)s kW, this one has %(own)s kW",
                 wanted=values[0], own=values[1])  # fmt: skip
