{
    "name": "Garage: tests over all add-ons",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "summary": "Whole-shop tours and what only tests need",
    "author": "Garage add-ons contributors",
    "license": "AGPL-3",
    "depends": ["garage_workorder_catalog", "payment_demo"],
}
