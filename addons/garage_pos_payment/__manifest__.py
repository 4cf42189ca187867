{
    "name": "Garage: till",
    "summary": "Card terminals and printers at a box, open invoices paid at the "
    "till, Z report compared with the terminals",
    "version": "19.0.1.1.0",
    "category": "Services/Garage",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": ["point_of_sale", "pos_loyalty", "garage_payment"],
    "data": [
        "security/garage_pos_payment_groups.xml",
        "security/garage_pos_payment_security.xml",
        "security/ir.model.access.csv",
        "data/product_data.xml",
        "report/garage_z_report_templates.xml",
        "report/garage_z_report_reports.xml",
        "views/garage_iot_box_views.xml",
        "views/garage_iot_device_views.xml",
        "views/garage_z_report_views.xml",
        "views/pos_payment_method_views.xml",
        "views/res_config_settings_views.xml",
        "views/garage_pos_payment_menus.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": ["garage_pos_payment/static/src/app/**/*"],
        "web.assets_tests": ["garage_pos_payment/static/tests/tours/**/*"],
        "web.assets_unit_tests": ["garage_pos_payment/static/tests/unit/**/*"],
    },
}
