from odoo.addons.garage_workorder.tests.common import WorkorderCommon


class VisitCommon(WorkorderCommon):
    """A visit whose approved job (300.00 incl. tax) is finished."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.lang = "en_US"
        cls.journal = cls.env["account.journal"].create(
            {"name": "Visit test", "type": "bank", "code": "VIST"}
        )
        cls.workorder = cls._create_finished()

    @classmethod
    def _create_finished(cls):
        workorder, front, _rear = cls._create_approved()
        front.action_finish()
        return workorder

    def _ready(self):
        self.workorder.action_mark_ready()
        return self.workorder.payment_request_ids

    def _pay(self, amount, invoice):
        wizard = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"amount": amount, "journal_id": self.journal.id})
        )
        return wizard._create_payments()

    def _light(self, key):
        lights = {light["key"]: light for light in self.workorder._get_lights()}
        return lights[key]

    def _start(self, request, amount=300.0):
        return self.env["garage.payment.attempt"]._start(
            {
                "uuid": "till-1",
                "amount": amount,
                "request_id": request.id,
                "place": "Counter 2",
                "journal_id": self.journal.id,
            }
        )
