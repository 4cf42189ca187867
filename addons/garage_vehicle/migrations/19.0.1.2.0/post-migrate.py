"""What earlier imports made moves into their steps, so that they can be undone."""

from odoo.tools.sql import column_exists


def migrate(cr, version):
    if not column_exists(cr, "garage_import", "log"):
        return
    cr.execute(
        """
        INSERT INTO garage_import_step (
            import_id, company_id, created, updated,
            create_uid, create_date, write_uid, write_date
        )
        SELECT
            id, company_id, log -> 'created', log -> 'updated',
            create_uid, COALESCE(done_at, write_date), write_uid, write_date
        FROM garage_import
        WHERE log IS NOT NULL AND state = 'done'
        """
    )
    cr.execute("UPDATE garage_import SET user_id = create_uid WHERE user_id IS NULL")
