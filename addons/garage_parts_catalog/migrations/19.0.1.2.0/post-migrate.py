"""Indexes that the first catalogues had and nobody reads."""


def migrate(cr, version):
    """Drop the indexes that begin as the one over the whole statement does."""
    if not version:
        return
    for index in (
        "garage_catalog_fitment__item_id_index",
        "garage_catalog_xref__item_id_index",
    ):
        cr.execute(f'DROP INDEX IF EXISTS "{index}"')
