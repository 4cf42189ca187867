"""Layers of the package: no Odoo, protocols without sockets and clocks."""

from __future__ import annotations

import ast
from pathlib import Path

import garage_iot

PACKAGE = Path(garage_iot.__file__).parent
FORBIDDEN = {
    "framing": {"socket", "time", "threading", "devices", "service", "simulators"},
    "protocols": {"socket", "time", "threading", "devices", "service", "simulators"},
    "devices": {"socket", "service", "simulators", "sqlite3"},
    "service": {"socket", "simulators"},
    "transports": {"protocols", "devices", "service", "simulators"},
}


def imports(path: Path) -> set[str]:
    """Return the top names and the package layers that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = (node.module or "").split(".")
            found.add(module[0])
            if node.level and not node.module:
                found |= {alias.name for alias in node.names}
    return found


def test_nothing_imports_odoo():
    assert not [p for p in PACKAGE.rglob("*.py") if "odoo" in imports(p)]


def test_lower_layers_do_not_know_upper_ones():
    breaches = [
        f"{path.relative_to(PACKAGE)}: {name}"
        for layer, names in FORBIDDEN.items()
        for path in (PACKAGE / layer).rglob("*.py")
        for name in imports(path) & names
    ]

    assert breaches == []


def public_definitions(body: list[ast.stmt]) -> list[ast.FunctionDef | ast.ClassDef]:
    """Return public functions and classes, methods included, local ones not."""
    found: list[ast.FunctionDef | ast.ClassDef] = []
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_":
            found.append(node)
            if isinstance(node, ast.ClassDef):
                found += public_definitions(node.body)
    return found


def test_public_functions_and_classes_have_docstrings():
    bare = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}"
        for path in PACKAGE.rglob("*.py")
        for node in public_definitions(ast.parse(path.read_text()).body)
        if not ast.get_docstring(node)
    ]

    assert bare == []


def test_files_and_functions_stay_small():
    breaches = []
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text()
        if text.count("\n") > 400:
            breaches.append(f"{path.name}: {text.count(chr(10))} lines")
        breaches += [
            f"{path.name}:{node.lineno} {node.name}"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef)
            and (node.end_lineno or 0) - node.lineno >= 50
        ]

    assert breaches == []
