"""Jobs are cards now; a view that put a column into their list is gone."""

from odoo import SUPERUSER_ID, api

GONE = "garage_workorder_catalog.garage_workorder_view_form"


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    view = env.ref(GONE, raise_if_not_found=False)
    if view:
        view.unlink()
