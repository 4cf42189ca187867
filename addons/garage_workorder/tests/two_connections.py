from functools import partial
from threading import Thread
from unittest.mock import patch

from odoo import api
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import TransactionCase

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

#: how long the second waits for the first before it counts as waiting, in seconds
PATIENCE = 0.7


class TwoConnections(TransactionCase):
    """Two people at the same second, each with a database connection of their own.

    What they do is stored for real; each test removes what it stored.
    """

    def setUp(self):
        super().setUp()
        # a retry of the server begins at once instead of after up to two seconds
        no_pause = patch("odoo.service.model.random.uniform", return_value=0)
        no_pause.start()
        self.addCleanup(no_pause.stop)

    def store(self, action):
        """Run an action on a connection of its own and store what it did."""
        with self.registry.cursor() as cr:
            return action(api.Environment(cr, self.env.uid, {}))

    def both(self, first, second):
        """Let the second begin before the first has stored what it did.

        :return: the answer of the second, or the sentence it was refused with
        """
        answers = {}
        other = Thread(target=self._run, args=(second, answers))
        # leaving the block stores what the first did
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.env.uid, {})
            first(env)
            env.flush_all()
            other.start()
            other.join(PATIENCE)
            self.waited = other.is_alive()
        other.join(30)
        self.assertFalse(other.is_alive(), "both came to an end")
        return answers["second"]

    def _run(self, action, answers):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.env.uid, {})
            try:
                answers["second"] = retrying(partial(action, env), env)
            except UserError as error:
                answers["second"] = error.args[0]


class TwoOnOneWorkorder(TwoConnections):
    """A stored work order with a sent estimate of two jobs."""

    def setUp(self):
        super().setUp()
        self.ids = self.store(self._store_estimate)
        self.addCleanup(self.store, self._remove)

    def _store_estimate(self, env):
        """A sent estimate of two jobs with a line each, for a customer of its own."""
        products = env["product.product"]
        labour = products.create({"name": "Two hours", "type": "service"})
        part = products.create({"name": "Two part", "type": "consu", "list_price": 0})
        partner = env["res.partner"].create({"name": "Two Vries"})
        vehicle = env["garage.vehicle"].create(
            {"plate": "22-TWO-2", "owner_id": partner.id}
        )
        workorder = env["garage.workorder"].create({"vehicle_id": vehicle.id})
        jobs = env["garage.job"].create(
            [{"workorder_id": workorder.id, "name": name} for name in ("One", "Two")]
        )
        lines = [job.add_line(labour, 1, price=100) for job in jobs]
        workorder.action_send_estimate()
        return {
            "workorder": workorder.id,
            "jobs": jobs.ids,
            "lines": [line.id for line in lines],
            "labour": labour.id,
            "part": part.id,
            "vehicle": vehicle.id,
            "partner": partner.id,
            "version": workorder._get_estimate_version(),
        }

    def _remove(self, env):
        env = env(context={MODULE_UNINSTALL_FLAG: True, "active_test": False})
        workorder = self._workorder(env)
        orders = workorder.sale_order_ids
        orders._action_cancel()
        orders.picking_ids.unlink()
        workorder.approval_ids.line_ids.unlink()
        workorder.approval_ids.unlink()
        workorder.job_ids.section_line_id.unlink()
        orders.order_line.with_context(garage_sharing=True).unlink()
        workorder.job_ids.unlink()
        orders.unlink()
        env["garage.message"].search(
            [("partner_id", "=", self.ids["partner"])]
        ).unlink()
        workorder.unlink()
        env["garage.vehicle"].browse(self.ids["vehicle"]).unlink()
        products = [self.ids["labour"], self.ids["part"]]
        env["product.product"].browse(products).product_tmpl_id.unlink()
        env["res.partner"].browse(self.ids["partner"]).unlink()

    def _workorder(self, env):
        return env["garage.workorder"].browse(self.ids["workorder"])

    def _job(self, env, place=0):
        return env["garage.job"].browse(self.ids["jobs"][place])

    def _form(self, **values):
        answers = {f"job_{job_id}": "yes" for job_id in self.ids["jobs"]}
        return {
            "who": "Two Vries",
            "version": self.ids["version"],
            **answers,
            **values,
        }

    def _approve(self, env, **values):
        """What the customer's page does with the answer."""
        self._workorder(env)._answer_on_page(self._form(**values), "192.0.2.1")
        return "approved"

    def _add_part(self, env, price=0.0, place=0):
        values = {"kind": "product", "product_id": self.ids["part"], "price": price}
        return self._job(env, place).add_card_line(values)["line_id"]

    def _save_price(self, env, price, seen=100.0):
        line_id = self.ids["lines"][0]
        return self._job(env).save_card_line(
            line_id, {"price_unit": price}, {"price_unit": seen}
        )

    def _look(self):
        """The stored work order as everybody sees it now."""
        cr = self.registry.cursor()
        self.addCleanup(cr.close)
        return self._workorder(self.env(cr=cr))

    def assert_whole(self, workorder):
        """Each line is on an order in one state, each job has one title."""
        for order in workorder.sale_order_ids:
            states = set(order.order_line.mapped("state"))
            self.assertLessEqual(states, {order.state})
        parts = workorder.sale_order_ids.filtered(
            lambda order: order.state == "sale"
        ).order_line.filtered(lambda line: line.product_id.type == "consu")
        self.assertTrue(all(line.move_ids for line in parts), "parts are reserved")
