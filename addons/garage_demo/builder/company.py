"""The garage itself: name, address, bank account, chart of accounts, languages."""

import base64

from . import files

LANGUAGES = ("nl_NL", "de_DE", "fr_FR", "ru_RU")
IBAN = "NL91ABNA0417164300"


def build(env):
    """Turn the main company into the demo garage."""
    company = env.ref("base.main_company")
    netherlands = env.ref("base.nl")
    company.write(
        {
            "name": "Garage Keizerkade",
            "street": "Keizerkade 12",
            "zip": "6541 BX",
            "city": "Nijmegen",
            "country_id": netherlands.id,
            "phone": "+31 24 110 2200",
            "email": "werkplaats@keizerkade.example.com",
            "website": "https://keizerkade.example.com",
            "vat": "NL123456782B90",
            "company_registry": "10203040",
            "report_footer": "<p>IBAN NL91 ABNA 0417 1643 00 · KvK 10203040 · "
            "BTW NL123456782B90</p>",
        }
    )
    company.partner_id.write({"lang": "en_US", "tz": "Europe/Amsterdam"})
    company.logo = base64.b64encode(files.content("logo.png"))
    company.external_report_layout_id = env.ref("web.external_layout_standard")
    if company.chart_template != "nl":
        chart = env["account.chart.template"]
        chart.try_loading("nl", company=company, install_demo=False)
    for code in LANGUAGES:
        env["res.lang"]._activate_lang(code)
    _bank_account(env, company)
    # Links in mails and QR codes must open on the machine that serves the demo.
    env["ir.config_parameter"].set_param(
        "account_payment.enable_portal_payment", "True"
    )


def _bank_account(env, company):
    journal = env["account.journal"].search(
        [("type", "=", "bank"), ("company_id", "=", company.id)], limit=1
    )
    account = env["res.partner.bank"].create(
        {
            "acc_number": IBAN,
            "partner_id": company.partner_id.id,
            "allow_out_payment": True,
        }
    )
    journal.write({"bank_account_id": account.id, "name": "Bank"})
    files.remember(env, journal, "journal_bank")
