"""What customers and payers still have to say: deposit, goodwill, warranty, extras."""

from datetime import timedelta

from . import files
from .vehicles import plate_key

MAKER = "Voorbeeld Automotive Import BV"


def build(env):
    """Give some open visits the questions that a busy day brings."""
    _share_goodwill(env)
    _visit(env, "GT-640-P")._ask_deposit("percent", 25)
    _return_under_warranty(env)
    _add_extra_work(env)
    _move_promise(env)
    _follow_up(env)


def _visit(env, plate):
    """The visit of this vehicle that is still open."""
    vehicle = files.recall(env, f"vehicle_{plate_key(plate)}")
    return vehicle._get_open_workorders().sorted("id")[-1]


def _share_goodwill(env):
    """The importer bears half of an alignment, so the customer sees half."""
    maker = env["res.partner"].create({"name": MAKER, "is_company": True})
    files.remember(env, maker, "partner_importer")
    visit = _visit(env, "KLE-RB 88")
    visit.job_ids[-1].write(
        {
            "payer_kind": "goodwill",
            "payer_id": maker.id,
            "payer_share": 50,
            "payer_reference": "K-2026-0815",
        }
    )


def _return_under_warranty(env):
    """A battery that was new a month ago: intake and work order say so."""
    template = env.ref("garage_workorder.job_template_battery")
    job = _visit(env, "58-PXL-2").add_job_from_template(template)
    job.finding = "Starts badly again"


def _add_extra_work(env):
    """Found while working: waits on an order of its own for the customer's answer."""
    visit = _visit(env, "J-294-SG")
    job = visit.job_ids[:1]
    job.add_line(
        env.company.garage_labour_product_id, 1.5, name="Thread of the sump repaired"
    )


def _move_promise(env):
    """Later than promised: one click tells the customer."""
    visit = _visit(env, "KLE-TB 2004")
    visit.promised_at += timedelta(hours=4)


def _follow_up(env):
    """Customers who declined work some time ago are asked again."""
    for plate in ("12-GBX-3", "GEL-FG 121"):
        vehicle = files.recall(env, f"vehicle_{plate_key(plate)}")
        for visit in vehicle.workorder_ids:
            if visit.job_ids.filtered(lambda job: job.followup_state == "waiting"):
                visit._follow_up()
