import time

from odoo import models
from odoo.exceptions import UserError

from ..clients import box as box_client
from ..domain import lights

PINGS = 5


class GarageIotBox(models.Model):
    _inherit = "garage.iot.box"

    def action_doctor(self):
        """Measure what works at this box and say what to do next."""
        self.ensure_one()
        return (
            self.env["garage.iot.doctor"].create({"box_id": self.id}).action_measure()
        )

    def _measure(self):
        """Return one dict per line and device: name, level, milliseconds, ..."""
        self.ensure_one()
        samples = [self._ping() for _turn in range(PINGS)]
        line = lights.judge([ms for ms, _hello in samples])
        hello = next((answer for _ms, answer in samples if answer), None)
        rows = [self._line_row(line)]
        if hello is None:
            return rows
        rows.append(self._version_row(hello))
        return rows + [self._device_row(device) for device in self.device_ids]

    def _ping(self):
        """One round trip: (milliseconds or None, answer of the box or None)."""
        begun = time.monotonic()
        try:
            hello = self._ask("GET", "/hello", timeout=2)
        except (box_client.BoxAway, box_client.BoxRefused):
            return None, None
        return (time.monotonic() - begun) * 1000, hello

    def _line_row(self, line):
        lost = self.env._("%(loss)s percent lost", loss=round(line.loss))
        row = {
            "name": self.env._("Server to box %(box)s", box=self.name),
            "level": line.level,
            "milliseconds": line.ms,
            "detail": lost,
        }
        if line.level == "red":
            row["next_step"] = self.env._(
                "Check the power and the network cable of the box, and its address."
            )
        return row

    def _version_row(self, hello):
        row = {
            "name": self.env._("Version of the box"),
            "level": "green",
            "detail": hello.get("version"),
        }
        try:
            self._check_version(hello)
        except UserError as error:
            row.update(level="red", next_step=str(error))
        return row

    def _device_row(self, device):
        try:
            result = device._test()
        except UserError as error:
            result = {"ok": False, "ms": 0, "text": str(error)}
        line = lights.judge([result["ms"] if result["ok"] else None])
        row = {
            "name": self.env._("Box to %(device)s", device=device.name),
            "level": line.level,
            "milliseconds": result["ms"],
            "detail": result["text"],
        }
        if not result["ok"]:
            row["next_step"] = self.env._(
                "%(device)s: switch it off and on, check its cable, then measure "
                "again.",
                device=device.name,
            )
        return row
