{
    "name": "Garage work orders: catalogue parts",
    "summary": "Find a part from the job and put it on the job",
    "version": "19.0.1.1.0",
    "category": "Services/Garage",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": ["garage_workorder", "garage_parts_catalog", "sale_purchase_stock"],
    "auto_install": True,
    "data": [
        "security/ir.model.access.csv",
        "security/garage_part_leak_security.xml",
        "wizard/parts_order_views.xml",
        "wizard/garage_part_number_views.xml",
        "views/garage_job_template_views.xml",
        "views/garage_job_views.xml",
        "views/supplier_cart_views.xml",
        "views/garage_workorder_views.xml",
        "views/garage_part_leak_views.xml",
        "wizard/garage_leftover_views.xml",
        "views/delivery_views.xml",
    ],
    "assets": {
        "garage_workorder.assets_mechanic": [
            "garage_workorder_catalog/static/src/mechanic/*",
        ],
        "web.assets_tests": ["garage_workorder_catalog/static/tests/tours/*.js"],
    },
}
