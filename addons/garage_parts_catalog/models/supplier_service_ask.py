import logging
from concurrent.futures import ThreadPoolExecutor, wait
from decimal import Decimal

from odoo import fields, models

from ..clients import supplier_http
from ..clients.supplier_http import SupplierError
from ..domain.offers import Question, is_fresh

_logger = logging.getLogger(__name__)
_MOST_THREADS = 8


class GarageSupplierService(models.Model):
    """Asking several suppliers at once; none of them holds up the others."""

    _inherit = "garage.supplier.service"

    def _ask(self, wanted):
        """Ask these suppliers now: {service id: [Offer] or SupplierError}.

        All parts are one question to each of them.

        :param wanted: list of (garage.catalog.item, quantity)

        Nothing is written here, and the threads see plain values only. Who is late
        after five seconds counts as not answering.
        """
        if not self:
            return {}
        questions = [
            Question(item.brand_id.name, item.number, Decimal(str(quantity)))
            for item, quantity in wanted
        ]
        pool = ThreadPoolExecutor(min(len(self), _MOST_THREADS))
        clients = {service.id: service._get_client() for service in self}
        jobs = {
            service_id: pool.submit(client.ask, questions)
            for service_id, client in clients.items()
        }
        wait(jobs.values(), timeout=supplier_http.TOTAL)
        pool.shutdown(wait=False, cancel_futures=True)
        return {service_id: self._get_result(job) for service_id, job in jobs.items()}

    def _get_result(self, job):
        """Return what a thread brought: offers, or the reason why not."""
        if not job.done() or job.cancelled():
            return SupplierError("timeout")
        error = job.exception()
        if error is None:
            return job.result()
        if isinstance(error, SupplierError):
            return error
        _logger.error("a live supplier's client failed: %s", type(error).__name__)
        return SupplierError("server")

    def _get_client(self):
        return self.env[f"garage.supplier.provider.{self.provider}"]._get_client(self)

    def _filter_due(self, offers):
        """Return the suppliers whose last answer is too old to count."""
        now = fields.Datetime.now()
        return self.filtered(
            lambda service: (
                service.id not in offers
                or not is_fresh(
                    offers[service.id].fetched_at, now, service.cache_minutes
                )
            )
        )

    def _filter_paused(self):
        """Return the suppliers that are left alone after several failures."""
        now = fields.Datetime.now()
        return self.filtered(lambda service: service._get_breaker().is_open(now))

    def _keep_answers(self, wanted, answers):
        """Keep what was said about the parts that were asked for, and who failed."""
        for service in self:
            answer = answers[service.id]
            if isinstance(answer, SupplierError):
                service._note_failure(answer)
                continue
            offers = {offer.key: offer for offer in answer}
            if not all(map(self._find_currency, {row.currency for row in answer})):
                service._note_failure(SupplierError("malformed"))
                continue
            for item, quantity in wanted:
                key = Question(item.brand_id.name, item.number, Decimal(0)).key
                values = service._prepare_offer(offers.get(key))
                service.env["garage.supplier.offer"]._store(
                    service, item, quantity, values
                )
            if service.failures or service.paused_until or service.problem:
                service._set_breaker(service._get_breaker().answered())

    def _note_failure(self, error):
        """Count a failure; a row that somebody else holds counts it already.

        Who says himself when to come back is left alone until then.
        """
        _logger.info("live supplier %s: no offer (%s)", self.name, error.kind)
        if not self.try_lock_for_update():
            return
        breaker, now = self._get_breaker(), fields.Datetime.now()
        if error.retry_after:
            breaker = breaker.told_to_wait(now, error.retry_after)
        else:
            breaker = breaker.failed(now)
        self._set_breaker(breaker, problem=error.kind)

    def _prepare_offer(self, offer):
        """Return the values to keep of an Offer; None is a part not carried."""
        now = fields.Datetime.now()
        if offer is None:
            return {
                "state": "not_carried",
                "fetched_at": now,
                "price": 0,
                "currency_id": False,
            }
        return {
            "state": "offered",
            "fetched_at": now,
            "price": float(offer.price),
            "currency_id": self._find_currency(offer.currency).id,
            "deposit": float(offer.deposit),
            "stock": float(offer.stock or 0),
            "stock_known": offer.stock is not None,
            "places": [[place, float(amount)] for place, amount in offer.places],
            "lead_days": offer.lead_days or 0,
            "lead_known": offer.lead_days is not None,
        }

    def _find_currency(self, code):
        return self.env["res.currency"].search([("name", "=", code)], limit=1)
