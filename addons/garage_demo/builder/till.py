"""The till with its box of simulated devices, and the simulated online provider."""

import secrets

from odoo.fields import Command

from . import files

BOX = "demo-box"
BOX_ADDRESS = "http://127.0.0.1:8169"


def build(env):
    """Create box, devices, payment methods and the register."""
    terminal, printer = _box(env)
    cash = _method(env, "Cash", "cash", "CSHT")
    card = _method(
        env,
        "Card",
        "bank",
        "CARD",
        payment_method_type="terminal",
        use_payment_terminal="garage_iot",
        garage_device_id=terminal.id,
    )
    register = env["pos.config"].create(
        {
            "name": "Counter 1",
            "garage_printer_id": printer.id,
            "payment_method_ids": [Command.set((cash | card).ids)],
        }
    )
    files.remember(env, register, "register")
    _online_provider(env)


def _box(env):
    box = env["garage.iot.box"].create(
        {
            "name": "Counter 1 (simulated)",
            "identifier": BOX,
            "url": BOX_ADDRESS,
            # Replaced by the secret of the box when ./garage up starts it.
            "secret": secrets.token_hex(32),
            "is_simulator": True,
        }
    )
    files.remember(env, box, "box")
    return env["garage.iot.device"].create(
        [
            {
                "name": name,
                "kind": identifier,
                "identifier": identifier,
                "box_id": box.id,
            }
            for identifier, name in (
                ("terminal", "Card terminal"),
                ("printer", "Receipt printer"),
            )
        ]
    )


def _method(env, name, journal_type, code, **values):
    journal = env["account.journal"].create(
        {"name": f"{name} (counter 1)", "type": journal_type, "code": code}
    )
    return env["pos.payment.method"].create(
        {"name": name, "journal_id": journal.id, **values}
    )


def _online_provider(env):
    """Odoo's demo provider: pays, declines or stays pending as the visitor chooses."""
    provider = env["payment.provider"].search([("code", "=", "demo")], limit=1)
    provider.write({"state": "test", "is_published": True})
    provider.payment_method_ids.active = True
