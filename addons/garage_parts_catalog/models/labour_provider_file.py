from odoo import api, fields, models
from odoo.fields import Domain

from ..domain.labour_times import LabourAnswer, LabourTime, times_for
from ..domain.number import normalize

#: operations looked at for one search; words narrow further than this
MOST = 40


class GarageLabourProviderFile(models.AbstractModel):
    """The guide that was imported from files."""

    _name = "garage.labour.provider.file"
    _inherit = "garage.labour.provider"
    _description = "Labour guide from files"

    @api.model
    def _search_times(self, guides, vehicle, text, limit):
        operations = self.env["garage.labour.operation"]
        if not text.strip():
            return []
        domain = Domain("list_id", "in", guides.ids)
        domain &= operations._get_text_domain(text)
        times = Domain("time_ids", "any", self._get_time_domain(vehicle))
        found = operations.search(
            domain & (Domain("hours", ">", 0) | times), limit=MOST
        )
        exact = normalize(text)
        found = found.sorted(lambda operation: operation.code_norm != exact)
        answers = self._get_answers(found, vehicle)
        return [row for operation in found for row in answers[operation]][:limit]

    @api.model
    def _find_times(self, guides, vehicle, codes):
        operations = self._find_operations(guides, codes)
        found = {}
        for operation, rows in self._get_answers(operations, vehicle).items():
            if rows:
                found.setdefault(operation.code_norm, []).extend(rows)
        return found

    @api.model
    def _get_texts(self, guides, codes, lang):
        operations = self._find_operations(guides, codes).with_context(lang=lang)
        return {
            (operation.list_id.id, operation.code_norm): operation.name
            for operation in operations
        }

    @api.model
    def _find_operations(self, guides, codes):
        return self.env["garage.labour.operation"].search(
            [
                ("list_id", "in", guides.ids),
                ("code_norm", "in", [normalize(code) for code in codes]),
            ]
        )

    @api.model
    def _get_answers(self, operations, vehicle):
        """{operation: [LabourAnswer]} in a constant number of queries."""
        facts = vehicle._get_labour_facts()
        today = fields.Date.context_today(self)
        # times of other vehicles can be many: they stay in the database
        times = self.env["garage.labour.time"].search(
            Domain("operation_id", "in", operations.ids)
            & self._get_time_domain(vehicle)
        )
        rows = times.grouped("operation_id")
        return {
            operation: [
                self._get_answer(operation, choice)
                for choice in times_for(
                    self._get_facts(operation, rows.get(operation, ())), facts, today
                )
            ]
            for operation in operations
        }

    @api.model
    def _get_time_domain(self, vehicle):
        """Times that can hold for the vehicle: of its make, its types or of all."""
        types = vehicle._get_catalog_types() if vehicle else vehicle
        return Domain(
            "make_norm", "in", [normalize(vehicle.make_id.name), "", False]
        ) & Domain("vehicle_type_id", "in", [*types.ids, False])

    @api.model
    def _get_facts(self, operation, times):
        facts = [time._get_fact() for time in times]
        if operation.hours:
            facts.append(LabourTime(hours=operation.hours))
        return facts

    @api.model
    def _get_answer(self, operation, choice):
        time = self.env["garage.labour.time"].browse(choice.time.ref or [])
        text = operation.name
        if time.variant:
            text = f"{text}, {time.variant}"
        return LabourAnswer(
            code=operation.code,
            text=text,
            hours=choice.time.hours,
            source=operation.list_id.name,
            scope=time._get_scope_text() if time else "",
            check=self._get_check_text(time, choice.unknown),
            variant=time.variant or "",
            specs=time.specs or operation.specs or "",
            setup=operation.setup,
            includes=tuple(operation.include_ids.mapped("code")),
            guide_id=operation.list_id.id,
        )

    @api.model
    def _get_check_text(self, time, unknown):
        """What has to be true of the vehicle and nobody wrote down."""
        texts = {
            "years": self.env._("model year %(value)s", value=unknown.get("years")),
            "engine": self.env._("engine %(value)s", value=unknown.get("engine")),
            "kw": self.env._("%(value)s kW", value=unknown.get("kw")),
            "type": time.vehicle_type_id.display,
        }
        return ", ".join(texts[name] for name in unknown)
