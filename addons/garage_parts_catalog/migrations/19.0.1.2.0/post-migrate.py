"""Indexes that the first catalogues had and that no longer serve."""


def migrate(cr, version):
    """Drop what another index serves, and what refused an older list again."""
    if not version:
        return
    for index in (
        "garage_catalog_fitment__item_id_index",
        "garage_catalog_xref__item_id_index",
        "garage_catalog_batch_done_uniq",
    ):
        cr.execute(f'DROP INDEX IF EXISTS "{index}"')
