One table of who may do what: rights per model and role and who opens which address, compared with the installed product by tests.
