"""Workers that are killed in the middle of their work, for real."""

import os
import select
import signal

from odoo import api, sql_db

PATIENCE = 60


class StoredCase:
    """For TransactionCase classes whose records other connections see."""

    def store(self, action):
        """Run an action on a connection of its own and store what it did."""
        with self.registry.cursor() as cr:
            return action(api.Environment(cr, self.env.uid, {}))


class KilledWorkerCase(StoredCase):
    """For TransactionCase classes whose work other processes do; see ``kill``."""

    def kill(self, work):
        """Let a process of its own do ``work(reached)``; kill it where it tells.

        ``reached(session)`` tells the process number of the worker's database session
        and never returns. Returns when the database has noticed, too.
        """
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            self._be_worker(writer, work)
        self.addCleanup(os.close, reader)
        os.close(writer)
        ready, _w, _x = select.select([reader], [], [], PATIENCE)
        self.assertTrue(ready, "the worker came as far as that")
        session = int(os.read(reader, 20) or 0)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        self._wait_until_gone(session)

    def _be_worker(self, writer, work):
        # the parent's connections stay the parent's
        self.parents = sql_db._Pool, self.registry._db
        sql_db._Pool = None
        self.registry._db = sql_db.db_connect(self.registry.db_name)

        def reached(session):
            os.write(writer, str(session).encode())
            signal.pause()

        try:
            work(reached)
        finally:
            os._exit(1)

    def _wait_until_gone(self, session):
        with self.registry.cursor() as cr:
            cr.execute(
                """DO $$ BEGIN WHILE EXISTS (
                    SELECT FROM pg_stat_activity WHERE pid = %s) LOOP
                    PERFORM pg_sleep(0.02); PERFORM pg_stat_clear_snapshot();
                END LOOP; END $$""",
                [session],
            )
