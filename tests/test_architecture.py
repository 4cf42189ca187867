"""Who may know whom, read from the sources (no database needed)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ADDONS = {
    path.parent.name: ast.literal_eval(path.read_text())
    for path in sorted(ROOT.glob("addons/*/__manifest__.py"))
}
EXPECTED = {
    "garage_base", "garage_demo", "garage_vehicle", "garage_parts_catalog",
    "garage_workorder", "garage_payment", "garage_pos_payment", "garage_receivables",
    "garage_workorder_catalog", "garage_workorder_payment", "garage_pos_workorder",
    "garage_workorder_receivables", "garage_marketing", "garage_pos_catalog",
}  # fmt: skip
GLUE = {name for name, manifest in ADDONS.items() if manifest.get("auto_install")}
STDLIB_ONLY = ("domain",)


def closure(name: str) -> set[str]:
    """Our add-ons that an add-on depends on, directly or not."""
    found = {name}
    for depend in ADDONS[name]["depends"]:
        if depend in ADDONS:
            found |= closure(depend)
    return found


def imports(path: Path) -> list[tuple[str, int]]:
    """Absolute names that a file imports, and the level of relative imports."""
    names = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names += [(alias.name, 0) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names += [(f"{module}.{alias.name}", node.level) for alias in node.names]
            names.append((module, node.level))
    return names


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def test_the_add_ons_of_the_design_exist():
    assert set(ADDONS) == EXPECTED


@pytest.mark.parametrize("name", ADDONS)
def test_an_add_on_imports_only_what_it_depends_on(name):
    allowed = closure(name)
    for path in sources(f"addons/{name}"):
        for imported, level in imports(path):
            words = imported.split(".")
            ours = words[:2] == ["odoo", "addons"] and len(words) > 2
            if level == 0 and ours and words[2].startswith("garage_"):
                assert words[2] in allowed, f"{path}: {imported}"


@pytest.mark.parametrize("name", ADDONS)
def test_domain_rules_know_no_odoo_and_no_library(name):
    for path in sources(f"addons/{name}/domain"):
        for imported, level in imports(path):
            if level == 0 and imported:
                top = imported.split(".")[0]
                assert top in _stdlib(), f"{path} imports {imported}"


def _stdlib():
    import sys

    return sys.stdlib_module_names


@pytest.mark.parametrize("name", ADDONS)
def test_controllers_and_wizards_call_models_not_rules(name):
    for folder in ("controllers", "wizard"):
        for path in sources(f"addons/{name}/{folder}"):
            for imported, _level in imports(path):
                assert "domain" not in imported.split("."), f"{path}: {imported}"


def test_the_box_knows_no_odoo():
    for path in sources("iot/garage_iot"):
        for imported, level in imports(path):
            assert level or imported.split(".")[0] != "odoo", f"{path}: {imported}"


def test_workshop_counter_and_money_meet_only_in_glue():
    columns = {
        "workshop": {"garage_vehicle", "garage_workorder", "garage_parts_catalog"},
        "money": {"garage_payment", "garage_receivables", "garage_pos_payment"},
    }
    for name in set(ADDONS) - GLUE - {"garage_demo"}:
        met = {column for column, members in columns.items() if closure(name) & members}
        assert len(met) <= 1, f"{name} joins {met}"


def test_glue_holds_no_models_of_its_own():
    for name in GLUE:
        for path in sources(f"addons/{name}/models"):
            text = path.read_text()
            # A known model that gets a mixin of Odoo has to repeat its name.
            assert "\n    _name = " not in text or "\n    _inherit = [" in text, path


def test_nothing_under_lgpl_depends_on_agpl():
    for name, manifest in ADDONS.items():
        if manifest["license"] == "LGPL-3":
            for other in closure(name):
                assert ADDONS[other]["license"] == "LGPL-3", f"{name} needs {other}"


def test_no_constraint_in_the_form_that_odoo_19_ignores():
    for path in sources("addons"):
        assert "_sql_constraints" not in path.read_text(), path
