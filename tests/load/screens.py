"""What the busiest screens ask the server for, as their scripts ask it."""

from ast import literal_eval

from .view_spec import view_spec

EVENT = [
    "date", "kind", "name", "details", "amount", "currency_id", "odometer", "user_id",
    "res_model", "res_id",
]  # fmt: skip


def plate_search(env, text: str):
    """The plate box."""
    return env["garage.vehicle"].search_box(text)


def board(env):
    """The workshop board with the cards of every column."""
    action = env.ref("garage_workorder.garage_workorder_board_action").sudo()
    domain = literal_eval(action.domain)
    model = env["garage.workorder"].with_context(
        garage_board=True, read_group_expand=True
    )
    return model.web_read_group(
        domain,
        ["state"],
        auto_unfold=True,
        unfold_read_specification=view_spec(env, "garage.workorder", "kanban"),
        unfold_read_default_limit=80,
        limit=80,
    )


def timeline(env, vehicle_id: int):
    """The history of a vehicle, first page."""
    return env["garage.vehicle.event"].search_read(
        [("vehicle_id", "=", vehicle_id)], EVENT, limit=21
    )


def open_workorder(env, workorder_id: int):
    """The form of a work order with the cards of its jobs."""
    workorder = env["garage.workorder"].browse(workorder_id)
    read = workorder.web_read(view_spec(env, "garage.workorder", "form"))
    return read, workorder.get_job_cards()


def open_vehicle(env, vehicle_id: int):
    """The form of a vehicle."""
    spec = view_spec(env, "garage.vehicle", "form")
    return env["garage.vehicle"].browse(vehicle_id).web_read(spec)


def add_line(env, job_id: int, product_id: int):
    """A product from the box of a job's card; the card comes back."""
    job = env["garage.job"].browse(job_id)
    return job.add_card_line({"kind": "product", "product_id": product_id})


def owner_board(env, kind: str):
    """The owner's board of today, this week or this month."""
    return env["garage.board"].get_board(kind)
