{
    "name": "Garage work orders: payment",
    "summary": "Payment request when ready, live status, key released when paid",
    "version": "19.0.1.1.0",
    "category": "Services/Garage",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": ["garage_workorder", "garage_payment"],
    "auto_install": True,
    "data": [
        "security/garage_workorder_payment_groups.xml",
        "security/ir.model.access.csv",
        "wizard/garage_key_release_views.xml",
        "views/garage_payment_request_views.xml",
        "views/garage_payment_ledger_views.xml",
        "views/garage_workorder_views.xml",
        "views/garage_workorder_queue_views.xml",
        "views/garage_key_views.xml",
        "views/customer_page_templates.xml",
        "views/pay_page_templates.xml",
        "views/garage_workorder_payment_menus.xml",
    ],
    "assets": {
        "garage_payment.assets_pay": [
            "garage_vehicle/static/src/components/plate/plate.scss",
        ],
        "web.assets_backend": [
            "garage_workorder_payment/static/src/**/*",
        ],
        "web.assets_tests": [
            "garage_workorder_payment/static/tests/tours/**/*",
        ],
    },
}
