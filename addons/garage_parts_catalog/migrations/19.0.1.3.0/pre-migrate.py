"""Fitments keep the bare number of their import."""


def migrate(cr, version):
    """Rename the column: its numbers stay, its constraint goes."""
    if not version:
        return
    cr.execute(
        """ALTER TABLE garage_catalog_fitment
        DROP CONSTRAINT IF EXISTS garage_catalog_fitment_batch_id_fkey"""
    )
    cr.execute("ALTER TABLE garage_catalog_fitment RENAME COLUMN batch_id TO batch_ref")
    cr.execute(
        """ALTER INDEX IF EXISTS garage_catalog_fitment__batch_id_index
        RENAME TO garage_catalog_fitment__batch_ref_index"""
    )
