{
    "name": "Garage Payment",
    "summary": "Payment requests with link and QR, attempts, event log and one ledger",
    "version": "19.0.1.1.0",
    "category": "Services/Garage",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": [
        "account_payment",
        "payment_stripe",
        "payment_buckaroo",
        "garage_base",
    ],
    "data": [
        "security/garage_payment_groups.xml",
        "security/garage_payment_security.xml",
        "security/ir.model.access.csv",
        "data/ir_sequence_data.xml",
        "data/ir_cron_data.xml",
        "data/mail_template_data.xml",
        "views/garage_payment_attempt_views.xml",
        "views/garage_payment_ledger_views.xml",
        "views/garage_payment_request_views.xml",
        "views/res_partner_views.xml",
        "views/garage_payment_menus.xml",
        "views/pay_layout_templates.xml",
        "views/pay_page_templates.xml",
    ],
    "assets": {
        "garage_payment.assets_pay": [
            "garage_payment/static/src/pay/pay.scss",
        ],
        "garage_payment.assets_pay_js": [
            "garage_payment/static/src/pay/pay_status.js",
        ],
        "web.assets_frontend": [
            "garage_payment/static/src/pay/pay.scss",
        ],
        "web.assets_backend": [
            "garage_payment/static/src/components/**/*",
        ],
        "web.assets_tests": [
            "garage_payment/static/tests/tours/**/*",
        ],
    },
}
