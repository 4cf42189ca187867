from odoo import api, fields, models
from odoo.exceptions import UserError

from ..domain.issues import CatalogFileError, LineIssue
from ..domain.labour_list import read_labour_times
from ..domain.number import normalize
from .labour_time import SCOPE

_SHOWN_ISSUES = 50
#: fewer damaged lines never refuse a file
_DAMAGED_LIMIT = 20
_TEXTS = ("name", "group", "skill")


class GarageLabourList(models.Model):
    """A file of labour times becomes the operations and times of a list."""

    _inherit = "garage.labour.list"

    def _import_file(self, file_name, stream):
        """Take a file over as a whole; what it repeats stays as it is.

        :return: the report in words; refuses a file that cannot be read
        """
        self.ensure_one()
        rows, issues = self._read_file(stream)
        counts = {}
        operations = self._merge_operations(rows, counts)
        self._merge_includes(rows, operations)
        self._merge_times(rows, operations, counts)
        self.write(
            {
                "file_name": file_name,
                "imported_at": fields.Datetime.now(),
                "report": self._get_import_report(counts, issues),
            }
        )
        return self.report

    def _read_file(self, stream):
        """(rows, issues) of a file; every line of it is in one of them."""
        self.ensure_one()
        messages = self.env["garage.catalog.messages"]
        try:
            rows = list(read_labour_times(stream, self.units_per_hour))
            issues = [row for row in rows if isinstance(row, LineIssue)]
            damaged = len(issues)
            if len(rows) == damaged:
                raise CatalogFileError("no_lines", value=str(damaged))
            if damaged > _DAMAGED_LIMIT and damaged * 5 > len(rows):
                raise CatalogFileError("mostly_damaged", value=f"{damaged}/{len(rows)}")
        except CatalogFileError as error:
            raise UserError(messages._file_error_text(error)) from error
        rows = [row for row in rows if not isinstance(row, LineIssue)]
        for check in (self._drop_unknown_types, self._drop_repeated):
            rows, dropped = check(rows)
            issues += dropped
        return rows, sorted(issues, key=lambda issue: issue.line)

    @api.model
    def _drop_unknown_types(self, rows):
        """Leave out lines for vehicles whose K-Type nobody knows."""
        types = self._find_vehicle_types(rows)
        kept = [row for row in rows if not row.ktype or row.ktype in types]
        issues = [
            LineIssue(row.line, "ktype", row.ktype)
            for row in rows
            if row.ktype and row.ktype not in types
        ]
        return kept, issues

    @api.model
    def _drop_repeated(self, rows):
        """Keep the first of several lines that say something about the same thing."""
        seen, kept, issues = {}, [], []
        for row in rows:
            if row.hours is None:
                kept.append(row)  # it only describes
                continue
            key = (normalize(row.code), row.ktype, self._get_row_scope(row, False))
            first = seen.setdefault(key, row)
            if first is row:
                kept.append(row)
            elif first.hours != row.hours:
                issues.append(LineIssue(row.line, "twice", str(first.line)))
        return kept, issues

    @api.model
    def _get_row_scope(self, row, type_id):
        values = {name: getattr(row, name, False) for name in SCOPE}
        times = self.env["garage.labour.time"]
        return times._get_scope_key({**values, "vehicle_type_id": type_id})

    def _merge_operations(self, rows, counts):
        """Create and change operations; return {normalised code: operation}."""
        wanted = {}
        for row in rows:
            values = wanted.setdefault(normalize(row.code), {"code": row.code})
            self._add_row_values(values, row)
        if self.full_list:
            for values in wanted.values():
                values.setdefault("hours", 0.0)
        model = self.env["garage.labour.operation"].with_context(active_test=False)
        known = model.search([("list_id", "=", self.id)])
        known = {operation.code_norm: operation for operation in known}
        fresh = [
            {"list_id": self.id, "name": values["code"], **values}
            for norm, values in wanted.items()
            if norm not in known
        ]
        changed = 0
        for norm in wanted.keys() & known.keys():
            values = {"active": True, **wanted[norm]}
            changed += _write_changes(known[norm], values)
        counts["operations_new"] = len(fresh)
        counts["operations_changed"] = changed
        created = model.create(fresh)
        if self.full_list:
            gone = [known[norm].id for norm in known.keys() - wanted.keys()]
            counts["operations_ended"] = self._archive(model.browse(gone))
        return {**known, **{operation.code_norm: operation for operation in created}}

    @api.model
    def _add_row_values(self, values, row):
        """What one line says about its operation; the first line to say it counts."""
        for name in _TEXTS:
            if getattr(row, name):
                values.setdefault(name, getattr(row, name))
        if row.setup:
            values["setup"] = True
        if row.for_all:
            if row.hours is not None:
                values.setdefault("hours", row.hours)
            if row.specs:
                values.setdefault("specs", row.specs)

    @api.model
    def _merge_includes(self, rows, operations):
        """Say which operations contain which; codes that nobody knows are left."""
        for row in rows:
            if not row.includes:
                continue
            parts = self.env["garage.labour.operation"].concat(
                *(
                    operations[normalize(code)]
                    for code in row.includes
                    if normalize(code) in operations
                )
            )
            operation = operations[normalize(row.code)]
            if parts - operation.include_ids:
                operation.include_ids |= parts - operation

    def _merge_times(self, rows, operations, counts):
        """Create and change the times of vehicles."""
        wanted = self._prepare_times(rows, operations)
        model = self.env["garage.labour.time"].with_context(active_test=False)
        known = model.search([("list_id", "=", self.id)])
        known = {(time.operation_id.id, time.scope_key): time for time in known}
        changed = sum(
            _write_changes(known[key], {"active": True, **wanted[key]})
            for key in wanted.keys() & known.keys()
        )
        fresh = [values for key, values in wanted.items() if key not in known]
        counts.update(times_new=len(fresh), times_changed=changed)
        model.create(fresh)
        if self.full_list:
            gone = [known[key].id for key in known.keys() - wanted.keys()]
            counts["times_ended"] = self._archive(model.browse(gone))

    def _prepare_times(self, rows, operations):
        """{(operation id, scope): values} of the lines that name vehicles."""
        types = self._find_vehicle_types(rows)
        wanted = {}
        for row in rows:
            if row.hours is None or row.for_all:
                continue
            operation = operations[normalize(row.code)]
            for type_id in types[row.ktype] if row.ktype else [False]:
                key = (operation.id, self._get_row_scope(row, type_id))
                wanted[key] = self._prepare_time(row, operation, type_id)
        return wanted

    @api.model
    def _find_vehicle_types(self, rows):
        """{K-Type: ids of the vehicle types with that number}"""
        codes = {row.ktype for row in rows if row.ktype}
        found = self.env["garage.vehicle.type.key"]._read_group(
            [("system", "=", "ktype"), ("code", "in", list(codes))],
            ["code"],
            ["vehicle_type_id:recordset"],
        )
        return {code: types.ids for code, types in found}

    @api.model
    def _prepare_time(self, row, operation, type_id):
        names = (*SCOPE, "valid_to", "hours", "specs")
        values = {name: getattr(row, name, False) or False for name in names}
        return {**values, "operation_id": operation.id, "vehicle_type_id": type_id}

    @api.model
    def _archive(self, records):
        live = records.filtered("active")
        live.active = False
        return len(live)

    def _get_import_report(self, counts, issues):
        _ = self.env._
        lines = [
            _(
                "Operations: %(new)s new, %(changed)s changed, %(ended)s ended.",
                new=counts["operations_new"],
                changed=counts["operations_changed"],
                ended=counts.get("operations_ended", 0),
            ),
            _(
                "Times: %(new)s new, %(changed)s changed, %(ended)s ended.",
                new=counts["times_new"],
                changed=counts["times_changed"],
                ended=counts.get("times_ended", 0),
            ),
            _("Lines left out: %(count)s.", count=len(issues)),
        ]
        return "\n".join(lines + self._get_issue_lines(issues))

    def _get_issue_lines(self, issues):
        """What was left out and why, the first ones in words."""
        messages = self.env["garage.catalog.messages"]
        lines = [messages._issue_text(issue) for issue in issues[:_SHOWN_ISSUES]]
        if len(issues) > _SHOWN_ISSUES:
            more = len(issues) - _SHOWN_ISSUES
            lines.append(self.env._("... and %(count)s more", count=more))
        return lines


def _write_changes(record, values):
    """Write what differs; return whether anything did."""
    changes = {}
    for name, value in values.items():
        old = record[name]
        old = old.id if record._fields[name].relational else old
        if (old or False) != (value or False):
            changes[name] = value
    if changes:
        record.write(changes)
    return bool(changes)
