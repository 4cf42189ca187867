"""Work that was sold before keeps the warranty of today, whatever is set later."""

from odoo import SUPERUSER_ID, api

SOLD = ("approved", "in_progress", "paused", "done")
BATCH = 1000


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    jobs = env["garage.job"].search(
        [("state", "in", SOLD), ("warranty_sold", "=", False)]
    )
    for start in range(0, len(jobs), BATCH):
        jobs[start : start + BATCH]._keep_warranty()
        env.flush_all()
        env.invalidate_all()
