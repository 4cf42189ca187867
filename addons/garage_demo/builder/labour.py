"""Labour times of two lists, all invented, and the templates that use them."""

import base64

from . import files

#: template of the work orders: its operation in the labour list
OPERATIONS = {
    "small_service": "SV-100",
    "large_service": "SV-200",
    "inspection": "SV-300",
    "brakes_front": "BR-120",
    "brakes_rear": "BR-220",
    "brake_fluid": "BR-300",
    "tyre_change": "TY-100",
    "tyres_new": "TY-200",
    "alignment": "TY-300",
    "battery": "EL-100",
    "timing_belt": "EN-400",
    "aircon": "AC-100",
    "diagnosis": "DG-100",
    "exhaust": "EX-100",
    "shock_front": "CH-100",
    "clutch": "CL-100",
    "bulb": "EL-200",
    "glass": "BO-100",
}
LISTS = (
    ("labour_times", "Our own times", "Measured in our workshop", 0),
    ("labour_units", "Example list in labour units", "Invented, to show units", 12),
)


def build(env):
    """Import both lists as a manager would and name the operations of templates."""
    for place, (name, title, note, units) in enumerate(LISTS):
        guide = env["garage.labour.list"].create(
            {
                "name": title,
                "sequence": place,
                "licence_note": note,
                "units_per_hour": units,
            }
        )
        files.remember(env, guide, name)
        wizard = env["garage.labour.import"].create(
            {
                "list_id": guide.id,
                "file": base64.b64encode(files.content(f"{name}.csv")),
                "file_name": f"{name}.csv",
            }
        )
        wizard.action_preview()
        wizard.action_import()
    for name, code in OPERATIONS.items():
        line = env.ref(f"garage_workorder.job_template_{name}_line_1")
        line.labour_code = code
