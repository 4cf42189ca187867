from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import WorkorderCommon

ROLES = ("mechanic", "adviser", "cashier", "finance", "manager", "auditor")
#: model: operation: roles that may
MATRIX = {
    "garage.workorder": {
        "read": set(ROLES),
        "write": {"adviser", "cashier", "finance", "manager"},
        "create": {"adviser", "manager"},
        "unlink": {"manager"},
    },
    "garage.job": {
        "read": set(ROLES),
        "write": {"adviser", "manager"},
        "create": {"adviser", "manager"},
        "unlink": {"adviser", "manager"},
    },
    "garage.job.need": {
        "read": set(ROLES),
        "write": {"adviser", "manager"},
        "create": {"adviser", "manager"},
        "unlink": {"adviser", "manager"},
    },
    "garage.job.template": {
        "read": set(ROLES),
        "write": {"manager"},
        "create": {"manager"},
        "unlink": {"manager"},
    },
    "garage.job.template.line": {
        "read": set(ROLES),
        "write": {"manager"},
        "create": {"manager"},
        "unlink": {"manager"},
    },
    # times change by clocks and by corrections with a reason, see test_worktime
    "garage.fee.rule": {
        "read": set(ROLES),
        "write": {"manager"},
        "create": {"manager"},
        "unlink": {"manager"},
    },
    "garage.time.entry": {"read": set(ROLES)},
    "garage.time.correction": {"read": {"manager", "auditor"}},
    "garage.time.report": {"read": {"manager", "auditor"}},
    "garage.work.day": {"read": {"manager", "auditor"}},
    "garage.floor.entry": {"read": set(ROLES)},
    "garage.floor.message": {"read": set(ROLES), "create": {"adviser", "manager"}},
    "garage.time.correct.wizard": {"create": {"manager"}},
    "garage.approval": {"read": set(ROLES)},
    "garage.approval.line": {"read": set(ROLES)},
    "garage.key.move": {"read": set(ROLES)},
    "garage.bay": {
        "read": set(ROLES),
        "write": {"manager"},
        "create": {"manager"},
        "unlink": {"manager"},
    },
    "garage.booking": {
        "read": set(ROLES),
        "write": {"manager"},
        "unlink": {"manager"},
    },
    "garage.booking.service": {
        "read": set(ROLES),
        "write": {"manager"},
        "create": {"manager"},
        "unlink": {"manager"},
    },
    "garage.slot": {
        "read": set(ROLES),
        "write": {"adviser", "manager"},
        "create": {"adviser", "manager"},
        "unlink": {"adviser", "manager"},
    },
    "garage.approval.wizard": {"create": {"adviser", "manager"}},
    "garage.deposit.wizard": {"create": {"adviser", "manager"}},
    "garage.override.wizard": {"create": {"manager"}},
    "sale.order": {"read": {"adviser", "cashier", "finance", "manager", "auditor"}},
}


@tagged("post_install", "-at_install")
class TestAccess(WorkorderCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {role: cls._create_user(role) for role in ROLES}

    def test_each_role_may_do_what_the_matrix_says(self):
        operations = ("read", "write", "create", "unlink")
        for model, allowed in MATRIX.items():
            for operation in operations:
                if operation == "read" and operation not in allowed:
                    continue
                if model == "sale.order" and operation != "read":
                    continue
                may = {
                    role
                    for role, user in self.users.items()
                    if self.env[model].with_user(user).has_access(operation)
                }
                if "wizard" in model and operation != "create":
                    continue
                self.assertEqual(
                    may, allowed.get(operation, set()), f"{model} {operation}"
                )

    def test_outsiders_see_nothing(self):
        outsider = self.env.ref("base.public_user")

        for model in MATRIX:
            self.assertFalse(self.env[model].with_user(outsider).has_access("read"))

    def test_mechanic_works_without_seeing_prices(self):
        workorder, front, _rear = self._create_approved()
        mechanic = self.users["mechanic"]
        self.employee.user_id = mechanic
        job = front.with_user(mechanic)

        job.action_start_clock()
        job.set_finding("discs scored", "red")
        job.request_part("Brake hose", 2)
        job.action_finish()

        self.assertEqual((front.state, front.finding), ("done", "discs scored"))
        self.assertNotIn("amount_total", job.fields_get())
        with self.assertRaises(AccessError):
            job.read(["amount_total"])
        with self.assertRaises(AccessError):
            workorder.with_user(mechanic).approval_ids.read(["snapshot"])

    def test_mechanic_changes_nothing_past_the_buttons(self):
        _workorder, front, _rear = self._create_approved()
        job = front.with_user(self.users["mechanic"])

        for vals in ({"state": "done"}, {"name": "Other"}):
            with self.assertRaises(AccessError):
                job.write(vals)

    def test_auditor_reads_and_cannot_act(self):
        workorder, front, _rear = self._create_approved()
        auditor = self.users["auditor"]

        self.assertTrue(workorder.with_user(auditor).read(["amount_total", "lights"]))
        self.assertTrue(front.with_user(auditor).line_ids.mapped("price_total"))
        with self.assertRaises(AccessError):
            front.with_user(auditor).action_finish()
        with self.assertRaises(AccessError):
            workorder.with_user(auditor).action_mark_ready()
        with self.assertRaises(AccessError):
            workorder.with_user(auditor).action_send_estimate()

    def test_adviser_runs_a_whole_visit(self):
        self.free_keys()
        adviser = self.users["adviser"]
        workorder = self._create_workorder().with_user(adviser)
        job = workorder.add_job_from_template(self.template.id)
        workorder.action_send_estimate()
        wizard = self.env["garage.approval.wizard"].with_user(adviser)
        wizard.with_context(default_workorder_id=workorder.id).create(
            {}
        ).action_confirm()
        job.mechanic_id = self.employee
        job.action_finish()
        workorder.action_mark_ready()
        workorder.action_hand_over_key()

        self.assertEqual(workorder.state, "handed_over")
        self.assertEqual(workorder.sudo().invoice_ids.state, "posted")

    def test_cashier_hands_over_the_key(self):
        self.free_keys()
        workorder, front, _rear = self._create_approved()
        front.action_finish()
        workorder.action_mark_ready()

        workorder.with_user(self.users["cashier"]).action_hand_over_key()

        self.assertEqual(workorder.key_state, "handed_over")
        last = workorder.key_move_ids.sorted("id")[-1]
        self.assertEqual(last.user_id, self.users["cashier"])

    def test_other_companies_are_out_of_sight(self):
        workorder, front, _rear = self._create_approved()
        other = self.env["res.company"].create({"name": "Branch"})
        adviser = self.users["adviser"]
        adviser.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})

        for record in (workorder, front, workorder.approval_ids):
            self.assertFalse(
                record.with_user(adviser).search([("id", "in", record.ids)])
            )
            with self.assertRaises(AccessError):
                record.with_user(adviser).check_access("read")
