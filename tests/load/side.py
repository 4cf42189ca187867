"""One database in this process, used as a server uses it: a request, a cursor."""

from collections.abc import Callable

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry

from .measure import Stopwatch


class Side:
    """A database and the person who works in it."""

    def __init__(self, database: str, groups: list[str]):
        self.registry = Registry(database)
        self.user_id = self.add_user("bench", groups)

    def add_user(self, login: str, groups: list[str]) -> int:
        """A person with these groups; returns the id."""
        return self.request(lambda env: _user(env, login, groups).id, SUPERUSER_ID)

    def request(self, work: Callable[[api.Environment], object], uid: int = 0):
        """Do something as one request does: own cursor, empty cache, commit."""
        with self.registry.cursor() as cr:
            context = {"lang": "en_US", "tz": "UTC"}
            return work(api.Environment(cr, uid or self.user_id, context))

    def play(self, steps: list[tuple[str, Callable]], story: object) -> Stopwatch:
        """Run the steps of a story as requests of their own; returns the watch."""
        watch = Stopwatch(lambda: sql_db.sql_counter)
        for name, step in steps:
            watch.measure(
                name, lambda step=step: self.request(lambda env: step(env, story))
            )
        return watch


def _user(env: api.Environment, login: str, groups: list[str]):
    """The person at the counter; made once."""
    users = env["res.users"].with_context(no_reset_password=True)
    known = users.search([("login", "=", login)])
    return known or users.create(
        {
            "name": "Bench",
            "login": login,
            "notification_type": "inbox",
            "group_ids": [(4, env.ref(group).id) for group in groups],
        }
    )
