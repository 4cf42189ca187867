{
    "name": "Garage: handlers on plain Linux",
    "summary": "Server-wide module that loads the IoT handlers on a mini PC",
    "version": "19.0.1.0.0",
    "category": "Services/Garage",
    "author": "Garage add-ons contributors",
    "license": "LGPL-3",
    "depends": ["iot_drivers"],
    "installable": False,
}
