{
    "name": "Garage: catalogue parts at the till",
    "summary": "Find a part by number, fit and offers at the till and sell it",
    "version": "19.0.1.1.0",
    "category": "Services/Garage",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": ["point_of_sale", "garage_parts_catalog"],
    "auto_install": True,
    "assets": {
        "point_of_sale._assets_pos": [
            "garage_parts_catalog/static/src/parts_search/*",
            ("remove", "garage_parts_catalog/static/src/parts_search/*_action.js"),
            "garage_pos_catalog/static/src/app/**/*",
        ],
        "web.assets_tests": ["garage_pos_catalog/static/tests/tours/**/*"],
    },
}
