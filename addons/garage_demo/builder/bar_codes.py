"""Bar codes of the parts, boxes with several pieces, and a bin with a code."""

from . import files, parts

#: what stands on a box, and how many pieces it holds
BOXES = {"Oil filter": 10, "Spark plug": 4, "Engine oil": 12}


def build(env):
    """Give every part of the store a code, and some a box."""
    barcodes = env["garage.product.barcode"]
    for place, row in enumerate(files.rows("parts"), start=1):
        part = env.ref(f"garage_demo.part_{parts.key(row['need'])}")
        part.barcode = ean(f"29900000{place:04d}")
        pieces = BOXES.get(row["need"])
        if pieces:
            barcodes.create(
                {
                    "code": ean(f"29910000{place:04d}"),
                    "product_id": part.id,
                    "quantity": pieces,
                    "kind": "pack",
                }
            )
    shelf = env["stock.warehouse"].search([], limit=1).lot_stock_id
    env["stock.location"].create(
        {"name": "A-01", "location_id": shelf.id, "barcode": "BIN-A-01"}
    )


def ean(digits):
    """Return the EAN of twelve digits: numbers of the range for own use."""
    weights = (1, 3) * 6
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, weights, strict=True)
    )
    return f"{digits}{-total % 10}"
