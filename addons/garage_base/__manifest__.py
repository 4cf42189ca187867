{
    "name": "Garage: base",
    "version": "19.0.1.1.0",
    "category": "Services/Garage",
    "summary": "Roles, menu and documents that all garage add-ons share",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": ["base", "web", "mail"],
    "data": [
        "security/garage_base_groups.xml",
        "views/garage_base_menus.xml",
    ],
    "application": True,
}
