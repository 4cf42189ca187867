from datetime import timedelta

from odoo import fields, models
from odoo.service.model import retrying

from ..clients.supplier_http import OrderNotTakenError, SupplierError
from ..domain import order_steps

#: problems that another try does not mend
_FINAL = ("refused", "auth")


class GarageSupplierOrder(models.Model):
    """Sending once and asking what became of it.

    Each step writes and commits what it is about to do, then calls, then keeps the
    answer. Whoever is killed in between leaves an order that is asked for by its key.
    """

    _inherit = "garage.supplier.order"

    def _enqueue(self, after=None):
        """Let a job take the next step, after a pause; each order has one job.

        Without a job runner the step is taken as soon as this is stored.
        """
        served = self.env["garage.catalog.queue"]._is_served()
        for order in self.filtered("next_step"):
            order.next_at = fields.Datetime.now() + (after or timedelta())
            if served:
                order.with_delay(
                    description=self.env._("Order %s at the supplier", order.name),
                    identity_key=order._get_job_key(),
                    eta=order.next_at if after else None,
                )._process()
            elif not after:
                order._process_after_commit()

    def _get_job_key(self):
        # the step is part of it: a job that runs may plan the one after it
        step = f"{self.next_step}:{self.attempts}:{self.questions}"
        return f"garage.supplier.order:{self.id}:{step}"

    def _process_after_commit(self):
        order_id, registry, context = self.id, self.env.registry, dict(self.env.context)
        uid = self.env.uid

        @self.env.cr.postcommit.add
        def process():
            with registry.cursor() as cr:
                env = self.env(cr=cr, user=uid, context=context)
                env[self._name].browse(order_id)._process()

    def _process(self):
        """Take the next step of this order; safe to repeat and to kill anywhere."""
        self.ensure_one()
        step = self._in_own_transaction("_begin_step")
        if step:
            result = self._call_supplier(*step)
            self._in_own_transaction("_finish_step", step[0], result)
        self.invalidate_recordset()

    def _in_own_transaction(self, method, *args):
        """Run a private method and commit, whatever becomes of the caller."""
        with self.env.registry.cursor() as cr:
            env = self.env(cr=cr)
            order = self.with_env(env)
            return retrying(lambda: getattr(order, method)(*args), env)

    def _begin_step(self):
        """Write down what is about to be done; return it, None for nothing."""
        # Reached by jobs and by who may order; the supplier's key stays inside.
        order = self.sudo()
        now = fields.Datetime.now()
        if order.state not in order_steps.OPEN or not order.next_step:
            return None
        if order_steps.in_flight(order.called_at or None, now):
            order._enqueue(order_steps.LEASE)
            return None
        step = order.next_step
        # should this be the last that is heard of us, the next one asks first
        values = {"next_step": "ask", "called_at": now, "next_at": False}
        if step == "place":
            values["attempts"] = order.attempts + 1
            values["state"] = "sending" if order.state == "draft" else order.state
        else:
            values["questions"] = order.questions + 1
            values["state"] = "unknown" if order.state == "sending" else order.state
        # of two at the same moment one starts again here and sees that it is done
        order.write(values)
        order.flush_recordset()
        client = order.service_id._get_client()
        return step, client, order._get_order(), order.idempotency_key

    def _call_supplier(self, step, client, order, key):
        """Return the answer or the error; no record is touched here."""
        try:
            if step == "place":
                return client.place_order(order, key)
            return client.order_status(key)
        except SupplierError as error:
            return error

    def _finish_step(self, step, result):
        """Keep what came of a call and plan the next one."""
        # Reached by jobs and by who may order, after the call of _begin_step.
        order = self.sudo()
        # waits for whoever decides about this order at the same moment
        order.called_at = False
        order.flush_recordset(["called_at"])
        if order.state not in order_steps.OPEN:
            return
        if isinstance(result, OrderNotTakenError) and step == "place":
            order._note_not_taken(result)
        elif isinstance(result, SupplierError):
            order._note_unknown(step, result)
        elif result is None:
            order._note_not_found()
        else:
            order._take_answer(result)

    def _note_not_taken(self, error):
        """The supplier surely has nothing: it may be sent again, with the same key."""
        self.last_error = error.kind
        if error.kind in _FINAL or self.attempts >= order_steps.MOST_TRIES:
            values = {"state": "rejected", "next_step": False, "next_at": False}
            self.write({**values, "remark": error.text})
            self._tell_orderer()
            return
        self.next_step = "place"
        self._enqueue(order_steps.pause(self.attempts, error.retry_after))

    def _note_unknown(self, step, error):
        """Nobody knows: the supplier is asked, less and less often."""
        state = "unknown" if self.state == "sending" else self.state
        self.write({"last_error": error.kind, "state": state})
        if step == "place":
            self._tell_orderer()
        if self.questions < order_steps.MOST_QUESTIONS:
            self._enqueue(order_steps.pause(self.questions + 1, error.retry_after))

    def _note_not_found(self):
        """The supplier says that he has no such order."""
        self.write({"missed": self.missed + 1, "last_error": "not_found"})
        tries_left = self.attempts < order_steps.MOST_TRIES
        if self.state == "unknown" and tries_left and self._may_send_again():
            self.next_step = "place"
            self._enqueue(order_steps.pause(self.attempts))
        elif self.questions < order_steps.MOST_QUESTIONS:
            self._enqueue(order_steps.pause(self.questions))

    def _may_send_again(self):
        """Whether a try that he did not find can be repeated without harm.

        A supplier who books repeated orders twice may be slow to show the first one.
        """
        return self.service_id.honours_keys or self.missed >= order_steps.SURE_AFTER

    def _cron_take_up(self):
        """Take up what a crash or a lost job left behind."""
        now = fields.Datetime.now()
        domain = [
            ("state", "in", list(order_steps.OPEN)),
            ("next_step", "!=", False),
            ("service_id", "!=", False),
            "|",
            ("next_at", "<=", now),
            "&",
            ("next_at", "=", False),
            ("called_at", "<=", now - order_steps.LEASE),
        ]
        for order in self.search(domain, limit=100):
            order._process()
            self.env["ir.cron"]._commit_progress(1)
