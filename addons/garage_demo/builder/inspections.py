"""Inspection sheets of some visits: filled, half filled, compared with earlier ones."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from . import drawings, files
from .vehicles import plate_key
from .visits import MECHANICS

COLOURS = ("green", "amber", "red")


def build(env):
    """Fill the sheets of `data/inspections.csv`, each on the day of its visit."""
    now = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
    for row in files.rows("inspections"):
        with freeze_time(now - timedelta(days=int(row["days_ago"])), tick=True):
            _fill(env, row)


def _fill(env, row):
    vehicle = files.recall(env, f"vehicle_{plate_key(row['plate'])}")
    workorder = vehicle.workorder_ids.sorted("id")[int(row["visit"])]
    person = files.recall(env, f"user_{MECHANICS[row['mechanic']]}")
    inspection = env["garage.inspection"].create(
        {
            "workorder_id": workorder.id,
            "sheet_id": env.ref(f"garage_workorder.inspection_sheet_{row['sheet']}").id,
            "user_id": person.id,
        }
    )
    found, notes = _pairs(row["findings"]), _pairs(row["notes"])
    photos = _pairs(row["photos"])
    for line in inspection.line_ids:
        _say(line, found.get(line.code), notes.get(line.code), row["finished"] == "yes")
        subject = photos.get("sketch" if line.kind == "sketch" else line.code)
        if subject:
            _photograph(env, line, subject)
    _link_jobs(inspection)
    if row["finished"] == "yes":
        inspection.with_user(person).action_finish()
        inspection.customer_state = "shown"


def _pairs(text):
    return dict(pair.split("=", 1) for pair in text.split(";") if "=" in pair)


def _say(line, word, note, rest_is_good):
    """Enter one item; what is not named is good on a finished sheet."""
    vals = {"note": note} if note else {}
    if word in COLOURS:
        vals["result"] = word
    elif word in ("yes", "no"):
        vals["answer"] = word
    elif word:
        vals["value"] = float(word)
    elif rest_is_good:
        vals.update(_good(line))
    if vals:
        line.write(vals)


def _good(line):
    if line.kind == "light":
        return {"result": "green"}
    item = line.sheet_line_id
    if line.kind == "yes_no":
        return {"answer": "yes" if item.yes_result == "green" else "no"}
    return {}


def _photograph(env, line, subject):
    media = env["garage.inspection.media"]
    key = f"demo-{line.id}"
    if subject != "sketch":
        media._keep(line, drawings.photo(subject), key=key)
    marked = drawings.photo(subject, marked=True)
    media._keep(line, marked, kind="drawing", key=f"{key}-drawn", original=key)


def _link_jobs(inspection):
    """Jobs of the visit that mend what was found carry the photos."""
    for line in inspection.line_ids:
        jobs = inspection.workorder_id.job_ids.filtered(
            lambda job, line=line: (
                line.template_id and job.template_id == line.template_id
            )
        )
        if jobs and line.result in ("amber", "red"):
            line.job_id = jobs[0]
            line._hand_photos_to_job()
