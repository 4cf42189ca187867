"""Fees by rule, outside work and a part whose price follows, on one open estimate."""

from . import files


def build(env):
    """Switch the fee rules on and let the latest diagnosis show all kinds of lines."""
    for need, category in (("tyre", "tyres"), ("starter_battery", "batteries")):
        product = files.recall(env, f"part_{need}")
        product.categ_id = env.ref(f"garage_workorder.product_category_{category}")
    for rule in ("disposal", "diagnosis"):
        env.ref(f"garage_workorder.fee_rule_{rule}").active = True
    job = env["garage.job"].search(
        [("state", "=", "draft"), ("workorder_id.state", "=", "diagnosis")],
        order="id desc",
        limit=1,
    )
    if not job:
        return
    job._apply_fees()
    answer = job.add_card_line({"kind": "sublet", "name": "Injector test on the bench"})
    job.save_card_line(answer["line_id"], {"purchase_price": 60.0}, {})
    job.add_card_line({"kind": "need", "name": "Injector seal", "quantity": 4})
    job.need_ids[-1:].set_price_to_follow(True)
