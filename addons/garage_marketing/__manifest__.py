{
    "name": "Garage marketing",
    "summary": "Offers go to customers who allowed them, with a way to say no more",
    "version": "19.0.1.0.0",
    "category": "Services/Garage",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": ["garage_vehicle", "mass_mailing", "mass_mailing_sms"],
    "auto_install": ["garage_vehicle", "mass_mailing"],
    "data": [
        "security/garage_marketing_groups.xml",
        "views/mailing_mailing_views.xml",
    ],
}
