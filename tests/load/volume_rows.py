"""The rows of a big garage: copies of one visit that the product made itself."""

from odoo.tools import SQL

from .clone import choose, clone, last_id, random

MAKES = "Volkswagen Opel Renault Peugeot Toyota Ford Kia Skoda BMW Volvo Fiat Dacia"
SURNAMES = "Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Kok"
TOTAL = "round((r.amount * 1.21)::numeric, 2)"


def fill(env, sample, vehicles: int, base: dict[str, int]) -> None:
    """Copy the sample visit for everything that was planned in temporary tables."""
    rows = _Rows(env, sample, vehicles, base)
    rows.add_vehicles()
    rows.add_workorders()
    rows.add_lines()
    rows.add_bills()
    rows.add_answers()
    rows.add_history()


class _Rows:
    def __init__(self, env, sample, vehicles, base):
        self.env, self.cr = env, env.cr
        self.sample, self.vehicles, self.base = sample, vehicles, base

    def _clone(self, table: str, record, rows: str, values: dict) -> None:
        self.base[table] = clone(self.cr, table, record.id, rows, values)

    def add_vehicles(self) -> None:
        env, cr, sample = self.env, self.cr, self.sample
        rows = f"generate_series(1, {self.vehicles})"
        rows = f"(SELECT n FROM {rows} n)"
        name = (
            f"{choose('r.n', 20, SURNAMES.split())} || ' ' || lpad(r.n::text, 6, '0')"
        )
        phone = "'06' || lpad(mod(r.n * 37, 100000000)::text, 8, '0')"
        self._clone(
            "res_partner",
            sample.partner_id,
            rows,
            {
                "name": name,
                "complete_name": name,
                "phone": phone,
                "garage_phone_key": f"reverse({phone})",
                "email": "'c' || r.n || '@example.com'",
                "commercial_partner_id": f"{last_id(cr, 'res_partner')} + r.n",
            },
        )
        makes = env["garage.vehicle.make"]
        ids = [makes._get_or_create(make).id for make in MAKES.split()]
        env.flush_all()
        letters = "chr(65 + mod(r.n, 26)) || chr(65 + mod(r.n / 26, 26))"
        digits = "lpad((100 + mod(r.n / 17576 * 37, 900))::text, 3, '0')"
        last = "chr(65 + mod(r.n / 676, 26))"
        key = f"{letters} || {digits} || {last}"
        self._clone(
            "garage_vehicle",
            sample.vehicle_id,
            rows,
            {
                "plate": f"{letters} || '-' || {digits} || '-' || {last}",
                "plate_key": key,
                "plate_lookalike": f"translate({key}, 'OQDILZSBCGV', '0001125866U')",
                "owner_id": f"{self.base['res_partner']} + r.n",
                "make_id": f"{choose('r.n', 21, ids)}::int",
                "model_year": f"2000 + floor(26 * {random('r.n', 22)})::int",
                "vin": "NULL",
            },
        )

    def add_workorders(self) -> None:
        vehicle = f"{self.base['garage_vehicle']} + r.vehicle"
        partner = f"{self.base['res_partner']} + r.vehicle"
        closed = "r.state = 'handed_over'"
        self._clone(
            "garage_workorder",
            self.sample,
            "load_visit_row",
            {
                "name": "'L/' || lpad(r.n::text, 6, '0')",
                "access_token": "NULL",
                "vehicle_id": vehicle,
                "partner_id": partner,
                "bill_to_id": partner,
                "state": "r.state",
                "promised_at": "r.at + interval '7 hours'",
                "checked_in_at": "CASE WHEN r.state <> 'planned' THEN r.at END",
                "ready_at": "CASE WHEN r.state IN ('ready', 'handed_over')"
                " THEN r.at + interval '6 hours' END",
                "handed_over_at": f"CASE WHEN {closed} THEN r.at + interval '8 hours'"
                " END",
                "key_state": f"CASE WHEN {closed} THEN 'handed_over'"
                " WHEN r.state IN ('planned', 'cancelled') THEN 'none'"
                " ELSE 'in_shop' END",
                "key_tag": "mod(r.n, 200)::text",
                "amount_total": TOTAL,
                "amount_approved": TOTAL,
                "create_date": "r.at",
            },
        )
        self._clone(
            "sale_order",
            self.sample.sale_order_ids,
            "load_visit_row",
            {
                "name": "'LS' || r.n",
                "access_token": "NULL",
                "partner_id": partner,
                "partner_invoice_id": partner,
                "partner_shipping_id": partner,
                "garage_workorder_id": f"{self.base['garage_workorder']} + r.n",
                "state": "CASE WHEN r.state IN ('planned', 'checked_in', 'diagnosis',"
                " 'awaiting_approval') THEN 'draft' WHEN r.state = 'cancelled'"
                " THEN 'cancel' ELSE 'sale' END",
                "date_order": "r.at",
                "amount_untaxed": "r.amount",
                "amount_total": TOTAL,
            },
        )

    def add_lines(self) -> None:
        order = f"{self.base['sale_order']} + r.visit"
        workorder = f"{self.base['garage_workorder']} + r.visit"
        self._clone(
            "garage_job",
            self.sample.job_ids,
            "(SELECT j.*, v.vehicle FROM load_job_row j"
            " JOIN load_visit v ON v.n = j.visit)",
            {
                "workorder_id": workorder,
                "vehicle_id": f"{self.base['garage_vehicle']} + r.vehicle",
                "sequence": "r.place",
                "state": "r.state",
                "order_id": order,
                "section_line_id": "NULL",
                "amount_untaxed": "r.amount",
                "amount_total": TOTAL,
                "approved_amount": f"CASE WHEN r.state IN ('done', 'in_progress',"
                f" 'approved') THEN {TOTAL} END",
                "declined_amount": f"CASE WHEN r.state = 'declined' THEN {TOTAL} END",
                "declined_at": "CASE WHEN r.state = 'declined' THEN r.at END",
                "finished_at": "CASE WHEN r.state = 'done' THEN"
                " r.at + interval '5 hours' END",
            },
        )
        lines = self.sample.job_ids.line_ids
        labour = lines.filtered(lambda line: line._is_garage_labour())
        self.base["sale_order_line"] = last_id(self.cr, "sale_order_line")
        for source, place in ((labour, "= 1"), (lines - labour, "> 1")):
            self._copy_lines(source, place, order, workorder)

    def _copy_lines(self, source, place, order, workorder) -> None:
        clone(
            self.cr,
            "sale_order_line",
            source.id,
            f"(SELECT * FROM load_sold WHERE place {place})",
            {
                "order_id": order,
                "garage_job_id": f"{self.base['garage_job']} + r.job",
                "garage_workorder_id": workorder,
                "sequence": "r.place",
                "price_unit": "r.amount",
                "product_uom_qty": "1",
                "price_subtotal": "r.amount",
                "price_total": TOTAL,
                "state": "CASE WHEN r.state IN ('planned', 'checked_in', 'diagnosis',"
                " 'awaiting_approval') THEN 'draft' ELSE 'sale' END",
                "qty_invoiced": "CASE WHEN r.state = 'handed_over' THEN 1 ELSE 0 END",
                "qty_to_invoice": "CASE WHEN r.state = 'handed_over' THEN 0 ELSE 1 END",
                "qty_delivered": "CASE WHEN r.state IN ('handed_over', 'ready',"
                " 'quality_check') THEN 1 ELSE 0 END",
            },
            base=self.base["sale_order_line"],
        )

    def add_bills(self) -> None:
        """One posted bill for each visit that was handed over; a few are open."""
        move = self.sample.invoice_ids
        partner = f"{self.base['res_partner']} + r.vehicle"
        unpaid = f"{random('r.visit', 30)} < 0.01"
        residual = f"CASE WHEN {unpaid} THEN {TOTAL} ELSE 0 END"
        self._clone(
            "account_move",
            move,
            "load_bill",
            {
                "name": "'LINV/' || r.n",
                "sequence_prefix": "'LINV/'",
                "sequence_number": "r.n",
                "access_token": "NULL",
                "partner_id": partner,
                "commercial_partner_id": partner,
                "garage_workorder_id": f"{self.base['garage_workorder']} + r.visit",
                "date": "(r.at + interval '8 hours')::date",
                "invoice_date": "(r.at + interval '8 hours')::date",
                "invoice_date_due": "(r.at + interval '8 hours')::date",
                "amount_untaxed": "r.amount",
                "amount_untaxed_signed": "r.amount",
                "amount_total": TOTAL,
                "amount_total_signed": TOTAL,
                "amount_residual": residual,
                "amount_residual_signed": residual,
                "payment_state": f"CASE WHEN {unpaid} THEN 'not_paid' ELSE 'paid' END",
            },
        )
        first = move.invoice_line_ids.filtered("product_id")[:1]
        self._clone(
            "account_move_line",
            first,
            "(SELECT row_number() OVER (ORDER BY s.n) AS n, s.n AS line, s.amount,"
            " s.at, s.place, s.vehicle, b.n AS bill FROM load_sold s"
            " JOIN load_bill b ON b.visit = s.visit)",
            {
                "move_id": f"{self.base['account_move']} + r.bill",
                "partner_id": partner,
                "date": "(r.at + interval '8 hours')::date",
                "invoice_date": "(r.at + interval '8 hours')::date",
                "price_unit": "r.amount",
                "quantity": "1",
                "price_subtotal": "r.amount",
                "price_total": TOTAL,
                "credit": "r.amount",
                "debit": "0",
                "balance": "-r.amount",
                "amount_currency": "-r.amount",
            },
        )
        self.cr.execute(
            SQL(
                "INSERT INTO sale_order_line_invoice_rel (invoice_line_id,"
                " order_line_id) SELECT %s + row_number() OVER (ORDER BY s.n),"
                " %s + s.n FROM load_sold s JOIN load_bill b ON b.visit = s.visit",
                self.base["account_move_line"],
                self.base["sale_order_line"],
            )
        )

    def add_answers(self) -> None:
        approval = self.sample.approval_ids[:1]
        self._clone(
            "garage_approval",
            approval,
            "(SELECT * FROM load_visit WHERE state NOT IN ('planned', 'checked_in'))",
            {
                "workorder_id": f"{self.base['garage_workorder']} + r.n",
                "at": "r.at + interval '1 hour'",
                "snapshot": "'{}'",
            },
        )
        self._clone(
            "garage_approval_line",
            approval.line_ids[:1],
            "(SELECT j.* FROM load_job_row j JOIN load_visit v ON v.n = j.visit"
            " WHERE v.state NOT IN ('planned', 'checked_in'))",
            {
                "approval_id": f"{self.base['garage_approval']} + r.visit",
                "job_id": f"{self.base['garage_job']} + r.n",
                "decision": "CASE WHEN r.state = 'declined' THEN 'declined'"
                " ELSE 'approved' END",
                "amount": TOTAL,
            },
        )

    def add_history(self) -> None:
        vehicle = f"{self.base['garage_vehicle']} + r.vehicle"
        event = self.sample.vehicle_id.event_ids[:1]
        self._clone(
            "garage_vehicle_event",
            event,
            "load_visit_row",
            {
                "vehicle_id": vehicle,
                "date": "r.at",
                "kind": "'visit'",
                "name": "'Visit L' || r.n",
                "res_model": "'garage.workorder'",
                "res_id": f"{self.base['garage_workorder']} + r.n",
                "amount": TOTAL,
            },
        )
        self._clone(
            "garage_time_entry",
            self.sample.job_ids.time_entry_ids[:1],
            "(SELECT row_number() OVER (ORDER BY n) AS n, n AS job, visit, at"
            " FROM load_job WHERE state = 'done')",
            {
                "job_id": f"{self.base['garage_job']} + r.job",
                "workorder_id": f"{self.base['garage_workorder']} + r.visit",
                "start": "r.at + interval '2 hours'",
                "stop": "r.at + interval '2 hours' + make_interval(mins =>"
                f" 20 + floor(90 * {random('r.job', 40)})::int)",
            },
        )
