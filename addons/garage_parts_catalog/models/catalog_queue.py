from odoo import api, models, modules
from odoo.tools import SQL

from odoo.addons.queue_job.jobrunner.runner import PG_ADVISORY_LOCK_ID

_HALF = 32


class GarageCatalogQueue(models.AbstractModel):
    """Whether somebody works the queue of jobs off."""

    _name = "garage.catalog.queue"
    _description = "Queue of catalogue imports"

    @api.model
    def _is_served(self):
        """Tell whether an import may wait for a job runner.

        Nothing may wait for a runner that never comes: without one (tests, a server
        without queue_job in server_wide_modules) files are imported at once.
        """
        return not modules.module.current_test and self._is_runner_here()

    @api.model
    def _is_runner_here(self):
        """Tell whether a job runner, on whatever machine, listens to this database.

        Runners hold a lock of the database for as long as they live.
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database
                WHERE d.datname = current_database() AND locktype = 'advisory'
                  AND classid::bigint = %s AND objid::bigint = %s AND granted
                LIMIT 1""",
                PG_ADVISORY_LOCK_ID >> _HALF,
                PG_ADVISORY_LOCK_ID & (2**_HALF - 1),
            )
        )
        return bool(rows)
