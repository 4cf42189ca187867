"""Setting up devices over the API: checked, kept, refused while a card is charged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from box_support import Counter

from garage_iot.config import BoxConfig
from garage_iot.errors import ConfigError
from garage_iot.service.device_book import DeviceBook
from garage_iot.simulators.ledger import Ledger
from garage_iot.simulators.switches import Mode
from garage_iot.simulators.terminal import TerminalSimulator


def zvt(port: int, **parameters: Any) -> dict[str, Any]:
    """Return the settings of a ZVT terminal at a port of this computer."""
    return {
        "kind": "terminal",
        "name": "Second terminal",
        "driver": "zvt",
        "host": "127.0.0.1",
        "port": port,
        "parameters": {"confirm_delay": 0.05, **parameters},
    }


def set_up(counter: Counter, body: dict[str, Any], name: str = "second") -> Any:
    return counter.till.call("PUT", f"devices/{name}", body)


def test_a_terminal_that_was_set_up_takes_payments_at_once(counter: Counter) -> None:
    answer = set_up(counter, zvt(counter.terminal.port))

    paid = counter.till.pay("line-1", terminal="second")

    assert (answer.status, answer.body["source"]) == (200, "api")
    assert paid["state"] == "approved"


def test_it_is_still_there_after_a_restart(counter: Counter) -> None:
    set_up(counter, zvt(counter.terminal.port))

    counter.restart()

    ids = [device["id"] for device in counter.till.get("devices")]
    assert ids == ["terminal", "printer", "second"]
    assert counter.till.pay("line-1", terminal="second")["paid"]


def test_wrong_settings_are_refused_in_a_sentence(counter: Counter) -> None:
    answer = set_up(counter, zvt(20007, password="12"))

    assert (answer.status, answer.body["error"]) == (422, "bad_device")
    assert "Password does not have the right form" in answer.body["message"]
    assert len(counter.till.get("devices")) == 2


def test_a_refusal_names_setting_and_rule(counter: Counter) -> None:
    settings = zvt(20007, password="12", answer_timeout=-1, charset="klingon")
    answer = set_up(counter, settings)

    found = {
        one["field"]: (one["code"], one["about"]) for one in answer.body["problems"]
    }
    assert found["parameters.password"] == ("form", "")
    assert found["parameters.answer_timeout"] == ("least", "0")
    assert found["parameters.charset"][0] == "choice"


def test_a_wrong_address_is_named_by_its_field(counter: Counter) -> None:
    no_host = set_up(counter, {**zvt(20007), "host": ""})
    no_port = set_up(counter, zvt(70000))
    nothing = {"kind": "terminal", "driver": "arcus2", "folder": "nothing-here"}
    no_folder = set_up(counter, nothing)

    def told(answer: Any) -> list[tuple[str, str]]:
        return [(one["field"], one["code"]) for one in answer.body["problems"]]

    assert told(no_host) == [("host", "required")]
    assert told(no_port) == [("port", "port")]
    assert told(no_folder) == [("folder", "no_folder")]


def test_only_managers_set_up_devices(counter: Counter) -> None:
    token = counter.till.token("pay", "read", "print", "drawer")

    answer = counter.till.call("PUT", "devices/second", zvt(1), token=token)

    assert (answer.status, answer.body["scope"]) == (403, "manage")


def test_nothing_changes_while_a_card_is_charged(counter: Counter) -> None:
    counter.terminal.switches.set_default(Mode("manual"))
    counter.till.start("line-1")
    counter.till.follow("line-1:1", lambda attempt: attempt["step"] == "card_wanted")
    body = {**zvt(counter.terminal.port), "name": "Renamed"}

    answer = set_up(counter, body, "terminal")

    assert (answer.status, answer.body["key"]) == (409, "line-1:1")
    counter.terminal.switches.press("approve")
    assert counter.till.follow("line-1:1")["paid"]


def test_secrets_are_kept_but_never_told(counter: Counter) -> None:
    set_up(counter, zvt(counter.terminal.port, password="000000"))
    set_up(counter, {**zvt(counter.terminal.port), "name": "Renamed"})

    shown = counter.till.get("devices/second")

    assert shown["secrets"] == ["password"]
    assert "password" not in shown["parameters"]
    file = counter.config.state / "devices.json"
    assert json.loads(file.read_text())["devices"]["second"]["parameters"]["password"]
    assert file.stat().st_mode & 0o077 == 0


def test_another_terminal_behind_the_same_name_is_met_afresh(
    counter: Counter, tmp_path: Any
) -> None:
    counter.till.pay("line-1")
    other = TerminalSimulator(tmp_path / "other.jsonl", mode=Mode("cut_after", 0.0))

    answer = set_up(counter, zvt(other.port), "terminal")
    attempt = counter.till.pay("line-2")

    assert answer.status == 200
    assert attempt["paid"]
    assert Ledger(tmp_path / "other.jsonl").last().amount == 4990
    other.stop()


def test_a_sale_of_the_terminal_before_is_not_reversed_on_its_successor(
    counter: Counter, tmp_path: Any
) -> None:
    sale = counter.till.pay("line-1")
    other = TerminalSimulator(tmp_path / "other.jsonl", mode=Mode(delay=0.0))
    set_up(counter, zvt(other.port), "terminal")
    counter.till.pay("line-2")

    answer = counter.till.start("line-1", 2, kind="reversal", original_key=sale["key"])

    assert answer.body["error"] == "not_reversible"
    other.stop()


def test_a_removed_device_gives_way_to_the_configuration_file(
    counter: Counter,
) -> None:
    set_up(counter, zvt(1), "terminal")

    answer = counter.till.call("DELETE", "devices/terminal")

    assert (answer.status, answer.body["removed"]) == (200, False)
    assert counter.till.get("devices/terminal")["source"] == "file"
    assert counter.till.pay("line-1")["paid"]


def test_a_device_of_the_configuration_file_cannot_be_removed(
    counter: Counter,
) -> None:
    answer = counter.till.call("DELETE", "devices/terminal")

    assert (answer.status, answer.body["error"]) == (409, "in_file")


def test_programs_run_in_folders_of_the_configuration_file_only(
    counter: Counter,
) -> None:
    body = {"kind": "terminal", "driver": "sberbank", "folder": "/tmp", "name": "S"}

    answer = set_up(counter, body)

    assert answer.status == 422
    assert counter.till.call("GET", "devices/second").status == 404


def test_a_device_is_restarted_by_a_manager(counter: Counter) -> None:
    counter.till.post("devices/terminal/restart")

    assert counter.till.pay("line-1")["paid"]


def test_the_last_payments_of_a_terminal_come_newest_first(counter: Counter) -> None:
    counter.till.pay("line-1")
    counter.till.pay("line-2")

    found = counter.till.get("terminals/terminal/payments?limit=1")

    assert [attempt["line"] for attempt in found] == ["line-2"]
    assert "slip_customer" not in found[0]["result"]


@pytest.mark.parametrize("content", ["", "7", "[]", "{}", '{"devices": {"a": 7}}'])
def test_a_damaged_device_file_is_told_in_a_sentence(
    tmp_path: Path, content: str
) -> None:
    (tmp_path / "devices.json").write_text(content)

    with pytest.raises(ConfigError, match="Cannot read"):
        DeviceBook(BoxConfig("box", "s" * 64, tmp_path, ()))
