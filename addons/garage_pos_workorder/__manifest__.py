{
    "name": "Garage: work orders at the till",
    "summary": "Find a work order by plate, pay its bill, print plate and jobs",
    "version": "19.0.1.1.0",
    "category": "Services/Garage",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": [
        "garage_pos_payment",
        "garage_workorder",
        "garage_workorder_payment",
        "pos_sale",
    ],
    "auto_install": True,
    "data": [
        "views/garage_profit_report_views.xml",
        "views/pos_order_views.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": [
            "garage_vehicle/static/src/components/plate/*",
            "garage_pos_workorder/static/src/app/**/*",
        ],
        "web.assets_tests": ["garage_pos_workorder/static/tests/tours/**/*"],
    },
}
