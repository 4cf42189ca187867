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
        tied = self.env["garage.vehicle"]._retie_for_types(self.browse(types.values()))
        report = [
            self.env._(
                "%(types)s new vehicle types, %(keys)s new numbers, "
                "%(damaged)s lines left out.",
                types=new_types,
                keys=new_keys,
                damaged=len(issues),
            )
        ]
        if tied:
            report.append(
                self.env._("%(count)s vehicles found their type anew.", count=tied)
            )
        report += [messages._issue_text(issue) for issue in issues[:_SHOWN_ISSUES]]
        return "\n".join(report)

    @api.model
    def _ensure_types(self, rows):
        """Return {what a row says: type id} and how many types are new.

        A row without body or fuel means the one type that it can mean; types that
        differ in them stay apart.
        """
        by_name = self._get_known_variants(rows)
        found = {}
        for row in rows:
            name, details = self._split_identity(row)
            variants = by_name.setdefault(name, [])
            variant = self._find_variant(variants, details)
            if not variant:
                variant = {"type": None, "name": name, "details": details}
                variants.append(variant)
            variant["details"] = tuple(
                known or own
                for known, own in zip(variant["details"], details, strict=True)
            )
            found[name, details] = variant
        new = self._write_variants(
            variant for variants in by_name.values() for variant in variants
        )
        return {key: variant["type"].id for key, variant in found.items()}, new

    @api.model
    def _get_known_variants(self, rows):
        """Return {name: [variant]} of the types that these rows can mean."""
        match_keys = {self._match_key(row.make, row.model) for row in rows}
        known = self.search_fetch(
            [("match_key", "in", list(match_keys))], (*_IDENTITY, *_DETAILS)
        )
        by_name = {}
        for vtype in known:
            name, details = self._split_identity(vtype)
            variant = {"type": vtype, "name": name, "details": details}
            by_name.setdefault(name, []).append(variant)
        return by_name

    @api.model
    def _write_variants(self, variants):
        """Create new types and complete known ones; return how many are new."""
        new = []
        for variant in variants:
            vtype = variant["type"]
            if vtype is None:
                new.append(variant)
            elif self._split_identity(vtype)[1] != variant["details"]:
                vtype.write(dict(zip(_DETAILS, variant["details"], strict=True)))
        names = (*_IDENTITY, *_DETAILS)
        created = self.with_context(garage_many_types=True).create(
            [
                dict(zip(names, (*row["name"], *row["details"]), strict=True))
                for row in new
            ]
        )
        for variant, vtype in zip(new, created, strict=True):
            variant["type"] = vtype
        return len(new)

    @api.model
    def _find_variant(self, variants, details):
        """Return the known variant that a row means, None for a new one."""
        for variant in variants:
            if variant["details"] == details:
                return variant
        possible = [
            variant
            for variant in variants
            if all(
                not own or not other or own == other
                for own, other in zip(details, variant["details"], strict=True)
            )
        ]
        return possible[0] if len(possible) == 1 else None

    @api.model
    def _split_identity(self, row):
        """Return what names a type and what tells its variants apart."""
        name = tuple(getattr(row, field) or False for field in _IDENTITY)
        return name, tuple(getattr(row, field) or False for field in _DETAILS)

    @api.model
    def _ensure_keys(self, rows, types):
        """Add the outside numbers that are missing and return how many."""
        wanted = dict.fromkeys(
            (
                row.system,
                row.code,
                types[self._split_identity(row)],
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
