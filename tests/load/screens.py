"""What the busiest screens ask the server for, as their scripts ask it."""

from ast import literal_eval

#: what the cards of the board show
CARD = {
    "state": {},
    "plate_country_code": {},
    "plate": {},
    "promised_at": {},
    "partner_id": {"fields": {"display_name": {}}},
    "name": {},
    "job_count": {},
    "job_done_count": {},
    "mechanic_faces": {},
    "key_tag": {},
    "lights": {},
}
EVENT = ["date", "kind", "name", "amount", "currency_id", "odometer", "user_id"]


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
        unfold_read_specification=CARD,
        unfold_read_default_limit=80,
        limit=80,
    )


def timeline(env, vehicle_id: int):
    """The history of a vehicle, first page."""
    return env["garage.vehicle.event"].search_read(
        [("vehicle_id", "=", vehicle_id)], EVENT, limit=21
    )
