"""Staff with one log-in per role, and the customers."""

from . import files

STAFF = (
    ("adviser", "Femke Arends", "adviser"),
    ("mechanic", "Ali Demir", "mechanic"),
    ("bram", "Bram Postma", "mechanic"),
    ("jip", "Jip Mulder", "mechanic"),
    ("cashier", "Noor Hendrikse", "cashier"),
    ("finance", "Maarten Kok", "finance"),
    ("manager", "Ria Keizer", "manager"),
    ("auditor", "Otto Brandt", "auditor"),
)
ACCOUNT_DAYS = "account.account_payment_term_15days"


def build(env):
    """Create users, employees and customers."""
    for login, name, role in STAFF:
        _user(env, login, name, role)
    for row in files.rows("customers"):
        _customer(env, row)


def _user(env, login, name, role):
    group = env.ref(f"garage_base.group_garage_{role}")
    user = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "login": login,
                "name": name,
                "password": login,
                "email": f"{login}@keizerkade.example.com",
                "tz": "Europe/Amsterdam",
                "group_ids": [(4, group.id)],
            }
        )
    )
    files.remember(env, user, f"user_{login}")
    employee = env["hr.employee"].create(
        {"name": name, "user_id": user.id, "work_email": user.email}
    )
    files.remember(env, employee, f"employee_{login}")


def _customer(env, row):
    company = bool(row["company"])
    partner = env["res.partner"].create(
        {
            "name": row["name"],
            "is_company": company,
            "street": row["street"],
            "zip": row["zip"],
            "city": row["city"],
            "country_id": env.ref(f"base.{row['country'].lower()}").id,
            "phone": row["phone"],
            "email": row["email"],
            "lang": row["lang"],
            "property_payment_term_id": env.ref(ACCOUNT_DAYS).id if company else False,
            "garage_on_account": company,
        }
    )
    files.remember(env, partner, f"customer_{row['key']}")
