"""Open items in all ages, and a bank file that pays three of them."""

import base64

from odoo import fields

from . import camt, company, files

PAYERS = ("mulder", "fischer", "hendriks")
IBANS = ("NL20INGB0001234567", "DE89370400440532013000", "NL02ABNA0123456789")


def build(env):
    """Write the bank file; the invoices are those of the visits."""
    today = fields.Date.to_string(fields.Date.today())
    content = camt.statement(company.IBAN, today, list(_credits(env)))
    attachment = env["ir.attachment"].create(
        {
            "name": "bank-statement.xml",
            "mimetype": "application/xml",
            "datas": base64.b64encode(content),
            "public": False,
        }
    )
    files.remember(env, attachment, "bank_file")
    action = env.ref("garage_demo.bank_file_action")
    action.url = f"/web/content/{attachment.id}?download=true"
    _day_list(env)
    # Nothing leaves (see models/ir_mail_server.py): what was written is delivered.
    env["mail.mail"].search([("state", "=", "outgoing")]).write({"state": "sent"})


def _day_list(env):
    """What finance finds in the morning: today's list and one promise."""
    env["garage.promise"].create(
        {
            "partner_id": files.recall(env, "customer_willems").id,
            "until": fields.Date.add(fields.Date.today(), days=5),
            "source": "phone",
            "note": "Waits for the approval of the lease company",
        }
    )
    env["garage.dunning.action"]._refresh(env.company)


def _credits(env):
    """Two that name their invoice, one that only rings a bell."""
    texts = ("Factuur {number}", "Rechnung {number} Fahrzeug {plate}", "Werkplaats")
    for payer, iban, text in zip(PAYERS, IBANS, texts, strict=True):
        partner = files.recall(env, f"customer_{payer}")
        invoice = _oldest_open(env, partner)
        order = env["garage.workorder"].search(
            [("partner_id", "=", partner.id), ("state", "=", "handed_over")], limit=1
        )
        plate = order.vehicle_id.plate
        written = text.format(number=invoice.name, plate=plate)
        yield camt.Credit(invoice.amount_residual, partner.name, iban, written)


def _oldest_open(env, partner):
    domain = [
        ("move_type", "=", "out_invoice"),
        ("commercial_partner_id", "=", partner.id),
        ("payment_state", "in", ("not_paid", "partial")),
    ]
    return env["account.move"].search(domain, order="invoice_date, id", limit=1)
