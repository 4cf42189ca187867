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

    def _ask(self, item, quantity):
        """Ask these suppliers now: {service id: [Offer] or SupplierError}.

        Nothing is written here, and the threads see plain values only. Who is late
        after five seconds counts as not answering.
        """
        if not self:
            return {}
        question = Question(item.brand_id.name, item.number, Decimal(str(quantity)))
        pool = ThreadPoolExecutor(min(len(self), _MOST_THREADS))
        clients = {service.id: service._get_client() for service in self}
        jobs = {
            service_id: pool.submit(client.ask, [question])
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

    def _keep_answers(self, item, quantity, answers):
        """Keep what was said, and who failed."""
        for service in self:
            answer = answers[service.id]
            if isinstance(answer, SupplierError):
                service._note_failure(answer.kind)
                continue
            values = service._prepare_offer(answer)
            if values is None:
                service._note_failure("malformed")
                continue
            self.env["garage.supplier.offer"]._store(service, item, quantity, values)
            if service.failures or service.paused_until or service.problem:
                service._set_breaker(service._get_breaker().answered())

    def _note_failure(self, kind):
        """Count a failure; a row that somebody else holds counts it already."""
        _logger.info("live supplier %s: no offer (%s)", self.name, kind)
        if self.try_lock_for_update():
            breaker = self._get_breaker().failed(fields.Datetime.now())
            self._set_breaker(breaker, problem=kind)

    def _prepare_offer(self, offers):
        """Return the values to keep; None for a currency that nobody knows."""
        now = fields.Datetime.now()
        if not offers:
            return {
                "state": "not_carried",
                "fetched_at": now,
                "price": 0,
                "currency_id": False,
            }
        offer = offers[0]
        currency = self._find_currency(offer.currency)
        if not currency:
            return None
        return {
            "state": "offered",
            "fetched_at": now,
            "price": float(offer.price),
            "currency_id": currency.id,
            "deposit": float(offer.deposit),
            "stock": float(offer.stock or 0),
            "stock_known": offer.stock is not None,
            "places": [[place, float(amount)] for place, amount in offer.places],
            "lead_days": offer.lead_days or 0,
            "lead_known": offer.lead_days is not None,
        }

    def _find_currency(self, code):
        return self.env["res.currency"].search([("name", "=", code)], limit=1)
