from odoo import api, models
from odoo.exceptions import UserError

from ..domain.issues import CatalogFileError, LineIssue
from ..domain.vehicle_list import read_vehicle_types

_IDENTITY = ("make", "model", "series", "year_from", "year_to", "engine_code", "kw")
_DETAILS = ("ccm", "fuel", "body", "drive")
_SHOWN_ISSUES = 20


class GarageVehicleType(models.Model):
    _inherit = "garage.vehicle.type"

    @api.model
    def _import_list(self, stream):
        """Add the vehicle types and numbers of a list; return a report in words."""
        messages = self.env["garage.catalog.messages"]
        try:
            rows = list(read_vehicle_types(stream))
        except CatalogFileError as error:
            raise UserError(messages._file_error_text(error)) from error
        issues = [row for row in rows if isinstance(row, LineIssue)]
        good = [row for row in rows if not isinstance(row, LineIssue)]
        types, new_types = self._ensure_types(good)
        new_keys = self._ensure_keys(good, types)
        report = [
            self.env._(
                "%(types)s new vehicle types, %(keys)s new numbers, "
                "%(damaged)s lines left out.",
                types=new_types,
                keys=new_keys,
                damaged=len(issues),
            )
        ]
        report += [messages._issue_text(issue) for issue in issues[:_SHOWN_ISSUES]]
        return "\n".join(report)

    @api.model
    def _ensure_types(self, rows):
        """Return {identity: type id} for the rows and how many types are new."""
        match_keys = {self._match_key(row.make, row.model) for row in rows}
        known = self.search_fetch([("match_key", "in", list(match_keys))], _IDENTITY)
        types = {vtype._get_identity(): vtype.id for vtype in known}
        new = {}
        for row in rows:
            identity = tuple(getattr(row, name) or False for name in _IDENTITY)
            if identity not in types:
                values = {name: getattr(row, name) for name in (*_IDENTITY, *_DETAILS)}
                new.setdefault(identity, values)
        created = self.create(list(new.values()))
        types.update(zip(new, created.ids, strict=True))
        return types, len(new)

    def _get_identity(self):
        return tuple(self[name] or False for name in _IDENTITY)

    @api.model
    def _ensure_keys(self, rows, types):
        """Add the outside numbers that are missing and return how many."""
        wanted = dict.fromkeys(
            (
                row.system,
                row.code,
                types[tuple(getattr(row, name) or False for name in _IDENTITY)],
            )
            for row in rows
        )
        keys = self.env["garage.vehicle.type.key"]
        known = keys.search_fetch(
            [("vehicle_type_id", "in", list(types.values()))],
            ["system", "code", "vehicle_type_id"],
        )
        for key in known:
            wanted.pop((key.system, key.code, key.vehicle_type_id.id), None)
        names = ("system", "code", "vehicle_type_id")
        keys.create([dict(zip(names, values, strict=True)) for values in wanted])
        return len(wanted)
