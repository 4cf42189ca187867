from odoo import api, models

_ALTERNATIVES = 3


class GarageCatalogMessages(models.AbstractModel):
    """Every sentence that the catalogue tells about files and fitment."""

    _name = "garage.catalog.messages"
    _description = "Catalogue wording"

    @api.model
    def _issue_text(self, issue):
        """Return one line of the import's report."""
        texts = {
            "columns": self.env._(
                "the number of cells (%(value)s) does not match the titles"
            ),
            "number": self.env._(
                "the article number is missing or unusable (%(value)s)"
            ),
            "amount": self.env._('"%(value)s" is not an amount'),
            "quote": self.env._("a quotation mark is not closed"),
            "encoding": self.env._("the line holds damaged characters"),
            "vehicle": self.env._("application %(value)s names no vehicle"),
            "part": self.env._("application %(value)s names no usable part number"),
            "part_type": self.env._("application %(value)s names no part type"),
            "equipment": self.env._(
                "application %(value)s is for equipment, not for a vehicle"
            ),
            "key": self.env._('the number system "%(value)s" is not known'),
            "year": self.env._('"%(value)s" is not a year or a span of years'),
            "base_year": self.env._(
                "a base vehicle number stands for one model year, not for %(value)s"
            ),
            "make": self.env._("make or model is missing"),
            **self._get_record_issue_texts(),
            **self._get_labour_issue_texts(),
        }
        text = texts[issue.code] % {"value": issue.value}
        return self.env._("Line %(line)s: %(text)s", line=issue.line, text=text)

    @api.model
    def _get_record_issue_texts(self):
        """Why a record of a DATANORM or PIES file is left out."""
        _ = self.env._
        return {
            "action": _('"%(value)s" is no action (N, A, L or X)'),
            "record": _('the record "%(value)s" cannot be read'),
            "price_kind": _('"%(value)s" is neither a gross nor a net price'),
            "price_unit": _('"%(value)s" is no unit of price'),
            "surcharge": _("surcharges on a price are not worked out"),
            "discount": _('"%(value)s" is not a discount'),
            "currency": _("the price is in %(value)s, not in the catalogue's currency"),
            "brand": _("several brands have the number %(value)s, the line names none"),
            "unknown_part": _("part %(value)s is not in the catalogue"),
        }

    @api.model
    def _get_labour_issue_texts(self):
        """Why a line of a labour time list is left out."""
        _ = self.env._
        return {
            "operation": _("the operation code is missing or unusable (%(value)s)"),
            "hours": _('"%(value)s" is not a time'),
            "skill": _('"%(value)s" is not a kind of work'),
            "date": _('"%(value)s" is not a date'),
            "ktype": _('no vehicle type has the K-Type "%(value)s"'),
            "twice": _("line %(value)s gives another time for the same vehicle"),
        }

    @api.model
    def _get_labour_file_texts(self):
        """Why a file of labour times is refused."""
        return {
            "no_labour_columns": self.env._(
                "The file needs titles over its columns: a code of the operation, and "
                "hours, minutes or labour units. Nothing was changed."
            ),
            "no_units_per_hour": self.env._(
                "The times are labour units. Say on the labour list how many make an "
                "hour, then import the file again."
            ),
        }

    @api.model
    def _get_format_texts(self):
        """Why a DATANORM or PIES file is refused."""
        return {
            "workbook": self.env._(
                "The Excel file cannot be read. "
                "Open it and save it again, or save it as CSV."
            ),
            "packed": self.env._(
                "The Excel file unpacks to %(value)s times its size, which no price "
                "list does, and is not read. Save it as CSV."
            ),
            "not_pies": self.env._(
                'The XML file is no PIES file (it begins with "%(value)s"). '
                "Choose the supplier's PIES file."
            ),
            "not_bmecat": self.env._(
                'The XML file is no BMEcat file (it begins with "%(value)s"). '
                "Choose the supplier's BMEcat file."
            ),
            "datanorm_version": self.env._(
                'DATANORM version "%(value)s" is not read. '
                "Ask the supplier for version 4 or 5."
            ),
            "currency": self.env._(
                "The file and the catalogue have different currencies (%(value)s). "
                "Nothing was changed; correct the catalogue's currency."
            ),
        }

    @api.model
    def _file_error_text(self, error):
        """Return why a whole file is refused and what to do."""
        values = {"line": error.line, "value": error.value}
        texts = {
            "empty": self.env._(
                "The file is empty. Ask the supplier to send it again."
            ),
            "binary": self.env._(
                "This is neither a text file nor an Excel workbook. Choose a CSV, "
                "Excel, DATANORM or XML file."
            ),
            "spreadsheet": self.env._(
                "This is a spreadsheet or an archive. Save it as CSV or unpack it."
            ),
            "pdf": self.env._("This is a PDF. Ask the supplier for a CSV or XML file."),
            "not_xml": self.env._(
                "The file is no valid XML: %(value)s in line %(line)s. "
                "Nothing was changed; ask the supplier to send it again."
            ),
            "not_aces": self.env._(
                'The XML file is no ACES file (it begins with "%(value)s"). '
                "Choose the supplier's ACES file."
            ),
            "entities": self.env._(
                "Line %(line)s declares a document type, which is refused for safety. "
                "Ask the supplier for a file without it."
            ),
            "truncated": self.env._(
                "The file is cut off in line %(line)s. "
                "Nothing was changed; load it again from the supplier."
            ),
            "count": self.env._(
                "The file's own count and the lines in it differ (%(value)s). "
                "Nothing was changed; load it again from the supplier."
            ),
            **self._get_mapping_texts(),
            **self._get_format_texts(),
            **self._get_labour_file_texts(),
        }
        return texts[error.code] % values

    @api.model
    def _get_mapping_texts(self):
        """Return why a list's columns cannot be used, by code."""
        return {
            "no_lines": self.env._(
                "No line of the file can be used. Check the column mapping."
            ),
            "no_number": self.env._("Say which column holds the article number."),
            "mostly_damaged": self.env._(
                "%(value)s lines cannot be read, so nothing was changed. "
                "Check the separator and the column mapping."
            ),
            "no_vehicle_columns": self.env._(
                "The list needs the columns make, model, year and a vehicle number "
                "(for example base vehicle id or ktype)."
            ),
        }

    @api.model
    def _fit_text(self, answer):
        """Return the reason of a fitment answer in words."""
        values = answer.values
        simple = {
            "listed": self.env._("Listed for this vehicle"),
            "universal": self.env._("For all vehicles"),
            "not_listed": self.env._("Typed for other vehicles, this one is not known"),
            "no_make": self.env._("The make of this vehicle is not known"),
            "other_vehicles": self.env._("Listed for other vehicles, not for this one"),
            "no_data": self.env._("The supplier says nothing about vehicles"),
            "vehicle_not_linked": self.env._(
                "The supplier's vehicle numbers are not linked to this vehicle"
            ),
            "no_vehicle": self.env._("No vehicle chosen"),
        }
        if answer.code in simple:
            return ": ".join(filter(None, (simple[answer.code], ", ".join(values))))
        if answer.code == "conditions":
            return self.env._("Check: %(conditions)s", conditions=", ".join(values))
        if answer.code == "one_of":
            shown = "; ".join(values[:_ALTERNATIVES])
            more = "; ..." if len(values) > _ALTERNATIVES else ""
            return self.env._("Check, one of: %(conditions)s", conditions=shown + more)
        return self._get_misfit_text(answer)

    @api.model
    def _get_misfit_text(self, answer):
        """Return what of the vehicle speaks against the part."""
        values = answer.values
        if answer.code == "year":
            return self.env._(
                "Only for %(years)s, this one is %(year)s",
                years=values[0],
                year=values[1],
            )
        if answer.code == "engine":
            return self.env._(
                "Only for engine %(wanted)s, this one has %(own)s",
                wanted=values[0],
                own=values[1],
            )
        if answer.code == "power":
            return self.env._(
                "Only for %(wanted)s kW, this one has %(own)s kW",
                wanted=values[0],
                own=values[1],
            )
        return self._get_own_fit_text(answer)

    @api.model
    def _get_own_fit_text(self, answer):
        """Return why a part that a person described does not fit."""
        wanted, own = answer.values
        if answer.code == "fuel":
            field = self.env["garage.vehicle"]._fields["fuel"]
            names = dict(field._description_selection(self.env))
            return self.env._(
                "Only for %(wanted)s, this one takes %(own)s",
                wanted=names[wanted],
                own=names[own],
            )
        return self.env._(
            "Only for chassis numbers %(range)s, this one is %(own)s",
            range=wanted,
            own=own,
        )
