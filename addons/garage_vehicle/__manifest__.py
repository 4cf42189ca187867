{
    "name": "Garage vehicles",
    "version": "19.0.1.0.0",
    "category": "Services/Garage",
    "summary": "Vehicles, plates, VIN, owners, odometer and history",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": ["garage_base", "mail", "contacts", "product"],
    "data": [
        "security/garage_vehicle_groups.xml",
        "security/ir.model.access.csv",
        "security/garage_vehicle_security.xml",
        "views/garage_vehicle_views.xml",
        "views/garage_vehicle_event_views.xml",
        "views/garage_odometer_reading_views.xml",
        "views/garage_vehicle_make_views.xml",
        "views/garage_vehicle_model_views.xml",
        "views/res_partner_views.xml",
        "views/garage_vehicle_menus.xml",
        "views/garage_vehicle_templates.xml",
    ],
    "assets": {
        "web.assets_backend": ["garage_vehicle/static/src/**/*"],
        "web.assets_frontend": [
            "garage_vehicle/static/src/components/plate/plate.scss",
        ],
        "web.report_assets_common": [
            "garage_vehicle/static/src/components/plate/plate.scss",
        ],
        "web.assets_tests": ["garage_vehicle/static/tests/tours/**/*"],
        "web.assets_unit_tests": ["garage_vehicle/static/tests/unit/**/*"],
    },
    "external_dependencies": {"python": ["vininfo"]},
}
