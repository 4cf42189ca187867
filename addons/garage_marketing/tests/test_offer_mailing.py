from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from odoo.addons.mail.tests.common import MockEmail
from odoo.addons.sms.tools.sms_api import SmsApi


@tagged("post_install", "-at_install")
class TestOfferMailing(TransactionCase, MockEmail):
    """An offer reaches exactly those who allow it when it goes out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.nl")
        cls.boss = new_test_user(
            cls.env, "offer_manager", groups="garage_base.group_garage_manager"
        )
        cls.tag = cls.env["res.partner.category"].create({"name": "Offer test"})
        cls.yes = cls._customer("Yes", 1, garage_offers_email=True)
        cls.sms = cls._customer("Texts", 2, garage_offers_sms=True)
        cls.no = cls._customer("No", 3)
        cls.gone = cls._customer("Gone", 4, garage_offers_email=True)
        cls.env["mail.blacklist"]._add("gone@example.com")
        cls.rule = cls.env["garage.offer.list"].create(
            {
                "name": "Winter check",
                "kind": "tag",
                "category_ids": cls.tag.ids,
            }
        )

    @classmethod
    def _customer(cls, name, number, **values):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "email": f"{name.lower()}@example.com",
                "phone": f"+3161234567{number}",
                "category_id": cls.tag.ids,
                **values,
            }
        )

    def _prepare(self, channel="email"):
        rule = self.rule.with_user(self.boss)
        action = rule.action_sms() if channel == "sms" else rule.action_email()
        mailing = self.env["mailing.mailing"].browse(action["res_id"])
        if channel == "sms":
            mailing.body_plaintext = "Winter check for 49.00"
        else:
            mailing.body_html = "<p>Winter check for 49.00</p>"
        return mailing

    def _send(self, mailing, **options):
        with self.mock_mail_gateway():
            mailing.action_send_mail(**options)
        return {mail["email_to"][0]: mail for mail in self._mails}

    def test_the_list_opens_a_mailing_to_who_allowed_it(self):
        mailing = self._prepare()

        self.assertEqual(mailing.state, "draft")
        self.assertEqual(mailing.subject, "Winter check")
        self.assertEqual(mailing._get_recipients(), self.yes.ids)
        self.assertEqual(mailing.create_uid, self.boss)

    def test_consent_is_asked_again_when_the_message_goes_out(self):
        self.sms.garage_offers_email = True
        mailing = self._prepare()
        self.sms.garage_offers_email = False

        sent = self._send(mailing)

        self.assertEqual(len(sent), 1)
        self.assertIn("yes@example.com", next(iter(sent)))

    def test_a_mailing_made_by_hand_leaves_out_who_did_not_allow_it(self):
        mailing = self._prepare()
        mailing.mailing_domain = repr([("category_id", "in", self.tag.ids)])

        self.assertEqual(mailing._get_recipients(), self.yes.ids)
        mailing.garage_is_offer = False
        self.assertIn(self.no.id, mailing._get_recipients())

    def test_who_is_named_one_by_one_is_asked_as_well(self):
        mailing = self._prepare()

        sent = self._send(mailing, res_ids=[self.yes.id, self.no.id])
        self.assertEqual(len(sent), 1)
        self.assertFalse(self._send(mailing, res_ids=self.no.ids))

    def test_every_offer_has_a_way_to_say_no_more(self):
        (mail,) = self._send(self._prepare()).values()

        self.assertIn("No more offers", mail["body"])
        self.assertIn("/confirm_unsubscribe?", mail["body"])
        self.assertNotIn("/unsubscribe_from_list", mail["body"])
        self.assertIn("unsubscribe_oneclick", mail["headers"]["List-Unsubscribe"])

    def test_a_link_that_is_there_is_not_doubled(self):
        mailing = self._prepare()
        mailing.body_html = '<p>x <a href="/unsubscribe_from_list">Stop</a></p>'

        (mail,) = self._send(mailing).values()

        self.assertEqual(mail["body"].count("/confirm_unsubscribe?"), 1)

    def test_an_offer_by_sms_goes_to_who_allowed_it_with_a_way_out(self):
        mailing = self._prepare("sms")
        self.assertEqual(mailing._get_recipients(), self.sms.ids)
        texts = []

        def send(_api, messages, **_options):
            texts.extend(messages)
            uuids = [row["uuid"] for one in messages for row in one["numbers"]]
            return [{"uuid": uuid, "state": "success", "credit": 1} for uuid in uuids]

        with patch.object(SmsApi, "_send_sms_batch", send):
            mailing.sms_force_send = True
            mailing.action_send_mail()

        (text,) = texts
        self.assertEqual(text["numbers"][0]["number"], "+31612345672")
        self.assertIn("STOP SMS", text["content"])

    def test_saying_no_more_takes_the_consent_back_and_keeps_the_proof(self):
        self.assertFalse(self.gone.garage_offers_email)
        proof = self.gone.garage_consent_ids[0]
        self.assertEqual((proof.channel, proof.given), ("email", False))

    def test_nobody_allowed_it_is_said_in_words(self):
        self.yes.garage_offers_email = False

        with self.assertRaisesRegex(UserError, "None of the 4 customers"):
            self.rule.with_user(self.boss).action_email()

    def test_only_the_manager_prepares_offers(self):
        clerk = new_test_user(
            self.env, "offer_adviser", groups="garage_base.group_garage_adviser"
        )

        with self.assertRaises(AccessError):
            self.rule.with_user(clerk).action_email()
