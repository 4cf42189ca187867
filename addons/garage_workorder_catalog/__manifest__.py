{
    "name": "Garage work orders: catalogue parts",
    "summary": "Find a part from the job and put it on the job",
    "version": "19.0.1.1.0",
    "category": "Services/Garage",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": ["garage_workorder", "garage_parts_catalog"],
    "auto_install": True,
    "data": [
        "views/garage_job_template_views.xml",
        "views/garage_job_views.xml",
    ],
    "assets": {
        "web.assets_tests": ["garage_workorder_catalog/static/tests/tours/*.js"],
    },
}
