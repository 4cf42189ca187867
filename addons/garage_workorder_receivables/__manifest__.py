{
    "name": "Garage work orders: receivables",
    "version": "19.0.1.1.0",
    "category": "Services/Garage",
    "summary": "What a customer owes at intake; plates and cars in the shop in dunning",
    "author": "Garage add-ons contributors",
    "license": "AGPL-3",
    "depends": ["garage_workorder", "garage_receivables"],
    "auto_install": True,
}
