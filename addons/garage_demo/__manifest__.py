{
    "name": "Garage: demo garage",
    "version": "19.0.1.1.0",
    "category": "Services/Garage",
    "summary": "A believable workshop to try everything: cars, work orders, simulators",
    "author": "Garage add-ons contributors",
    "license": "AGPL-3",
    "depends": [
        "garage_parts_catalog",
        "garage_pos_workorder",
        "garage_workorder_catalog",
        "garage_workorder_payment",
        "garage_workorder_receivables",
        "l10n_nl",
        "payment_demo",
    ],
    "data": [
        "security/ir.model.access.csv",
        "views/garage_demo_views.xml",
    ],
    # read by the builder, not loaded by Odoo
    "oca_data_manual": [
        "data/customers.csv",
        "data/fitment.xml",
        "data/inspections.csv",
        "data/parts.csv",
        "data/price_list.csv",
        "data/vehicle_types.csv",
        "data/vehicles.csv",
        "data/workorders.csv",
    ],
    "post_init_hook": "load_demo_garage",
}
