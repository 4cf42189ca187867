from odoo import fields, models


class GarageMessageMixin(models.AbstractModel):
    """For every record that talks to a customer through the message queue."""

    _name = "garage.message.mixin"
    _description = "Talks to customers"

    def _garage_message_plan(
        self,
        kind,
        template,
        due_at=None,
        key=None,
        partner=None,
        reminder=False,
        urgent=False,
    ):
        """Plan a message to the customer and send it at once when it is due.

        :param str kind: what it is about, for example ``ready`` or ``due``
        :param template: mail template or its XML id; its model is this record's
        :param due_at: naive UTC, now when left out
        :param str key: the same key is planned once, whatever happened to it
        :param partner: the customer, else the one of the record
        :param bool reminder: an invitation; customers may have opted out of it
        :param bool urgent: an answer to what the customer did: no quiet hours
        :return: the ``garage.message``, with superuser rights
        """
        self.ensure_one()
        # Only code plans messages, for whichever role or visitor caused them.
        messages = self.env["garage.message"].sudo()
        known = key and messages.search([("key", "=", key)])
        if known:
            return known
        if isinstance(template, str):
            template = self.env.ref(template)
        partner = partner or self._garage_message_partner()
        channel, note = partner._garage_pick_channel()
        message = messages.create(
            {
                "name": self._garage_message_title(template, partner),
                "kind": kind,
                "company_id": self._garage_message_company().id,
                "partner_id": partner.id,
                "channel": channel,
                "channel_note": note,
                "template_id": template.id,
                "res_model": self._name,
                "res_id": self.id,
                "due_at": due_at or fields.Datetime.now(),
                "reminder": reminder,
                "urgent": urgent,
                "key": key or False,
            }
        )
        message._process()
        return message

    def _garage_message_wanted(self, message):
        """Say at the moment of sending whether the message is still right.

        :return: pair of yes or no and, when no, the reason in the user's words
        """
        self.ensure_one()
        return True, ""

    def _garage_message_partner(self):
        """Return the customer whom messages of this record go to."""
        self.ensure_one()
        for name in ("partner_id", "owner_id"):
            if self._fields.get(name):
                return self[name]
        return self.env["res.partner"]

    def _garage_message_thread(self):
        """Return the record whose chatter is the one thread with the customer."""
        return self

    def _garage_message_vehicle(self):
        """Return the vehicle whose history tells of the message, may be empty."""
        return self["vehicle_id"] if self._fields.get("vehicle_id") else None

    def _garage_message_user(self):
        """Return the colleague who looks after the customer, may be empty."""
        name = "adviser_id" if self._fields.get("adviser_id") else "user_id"
        return self[name] if self._fields.get(name) else self.env["res.users"]

    def _garage_message_company(self):
        company = self["company_id"] if self._fields.get("company_id") else None
        return company or self.env.company

    def _garage_message_title(self, template, partner):
        """Return what the message is about in the words of staff."""
        return template._render_field("subject", self.ids)[self.id] or template.name

    def _garage_message_cancel(self, kinds, reason):
        """Cancel what still waits about these records, for the reason given."""
        # Only code cancels: whoever books or sells does so for the customer.
        waiting = (
            self.env["garage.message"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("kind", "in", list(kinds)),
                    ("state", "=", "waiting"),
                ]
            )
        )
        for message in waiting:
            message._cancel(reason)
        return waiting
