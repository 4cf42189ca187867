"""The pages of the drivers: what they show can be put into a configuration."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from box_support import SECRET

from garage_iot.config import load
from garage_iot.devices import registry

PAGES = Path(__file__).parents[2] / "docs" / "drivers"
SHOWN = sorted(path.stem for path in PAGES.glob("*.md"))


def devices(page: str) -> list[dict]:
    """Return the devices in the configuration examples of a page."""
    blocks = re.findall(r"```yaml\n(.*?)```", (PAGES / f"{page}.md").read_text(), re.S)
    found = [yaml.safe_load(block) for block in blocks]
    lists = [block.get("devices", []) if isinstance(block, dict) else block
             for block in found]  # fmt: skip
    return [device for block in lists for device in block]


@pytest.mark.parametrize("page", SHOWN)
def test_the_examples_of_a_page_have_valid_parameters(page):
    for device in devices(page):
        spec = registry.find(device["driver"])

        assert registry.validate(spec, device.get("parameters", {})) == []


@pytest.mark.parametrize("page", ["caisse_ap", "concert", "ucs"])
def test_the_examples_of_a_page_make_a_box(tmp_path, page):
    (tmp_path / "box.secret").write_text(SECRET)
    for number, device in enumerate(devices(page)):
        settings = {"box": "b", "devices": [{**device, "id": f"terminal-{number}"}]}
        path = tmp_path / f"box-{number}.yaml"
        path.write_text(yaml.safe_dump(settings))

        assert load(path).devices[0].driver == device["driver"]


@pytest.mark.parametrize(
    "page", ["arcus2", "caisse_ap", "concert", "inpas", "sberbank", "ucs"]
)
def test_a_page_names_every_setting_of_its_own(page):
    text = (PAGES / f"{page}.md").read_text()

    for device in devices(page):
        spec = registry.find(device["driver"])
        assert [p.name for p in spec.parameters if f"`{p.name}`" not in text] == []


def functions() -> dict[str, set[str]]:
    """Return what the overview of the drivers promises, by driver."""
    text = (PAGES / "README.md").read_text()
    rows = [row.strip("| ").split(" | ") for row in text.splitlines() if row[:1] == "|"]
    start = next(n for n, row in enumerate(rows) if row[0] == "Driver")
    names, found = rows[start][1:], {}
    for drivers, *cells in rows[start + 2 :]:
        if len(cells) != len(names):
            break
        able = {name for name, cell in zip(names, cells, strict=True) if cell == "yes"}
        found |= {driver: able for driver in re.findall(r"`(\w+)`", drivers)}
    return found


def test_the_overview_of_the_drivers_is_what_the_drivers_say():
    terminals = {spec.name: spec for spec in registry.by_kind("terminal")}

    promised = {name: able - {"slips"} for name, able in functions().items()}

    assert promised == {name: set(s.capabilities) for name, s in terminals.items()}
