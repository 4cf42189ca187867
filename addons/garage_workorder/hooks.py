def round_taxes_per_line(env):
    """Jobs are approved and billed one by one, so their sums must add up.

    See docs/decisions/0005; companies made later get it as their default.
    """
    companies = env["res.company"].search([])
    companies.tax_calculation_rounding_method = "round_per_line"
