#!/usr/bin/env python3
"""Print the sizes of the sources and name every breach of the limits.

Limits: a file 400 lines, a function 50 lines, one model per file, and a bound on
calls of `sudo()` per 1,000 lines of add-on code. Tests and data are left out.
"""

import ast
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MAX_FILE, MAX_FUNCTION = 400, 50
# The aim is 3; public pages and glue between roles of least rights stand in the way.
MAX_SUDO = 7.0
SOURCES = ("addons/*/**/*.py", "iot/garage_iot/**/*.py", "scripts/**/*.py")
VIEWS = (
    "views/*.xml",
    "static/src/**/*.js",
    "static/src/**/*.scss",
    "static/src/**/*.xml",
)


def python_files() -> list[Path]:
    """Product code without tests."""
    found = {path for pattern in SOURCES for path in ROOT.glob(pattern)}
    return sorted(path for path in found if "tests" not in path.parts)


def functions(tree: ast.AST) -> list[tuple[str, int]]:
    """Name and length in lines of every function."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (node.name, node.end_lineno - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]


def models(tree: ast.Module) -> list[str]:
    """Classes that define or extend an Odoo model."""
    names = []
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            targets = [
                target.id
                for item in node.body
                if isinstance(item, ast.Assign)
                for target in item.targets
                if isinstance(target, ast.Name)
            ]
            if "_name" in targets or "_inherit" in targets:
                names.append(node.name)
    return names


def file_breaches(path: Path) -> tuple[list[str], int, list[int]]:
    """Breaches of one file, its lines and the lengths of its functions."""
    text = path.read_text()
    tree = ast.parse(text)
    lines = len(text.splitlines())
    name = path.relative_to(ROOT)
    breaches = []
    if lines > MAX_FILE:
        breaches.append(f"{name}: {lines} lines (limit {MAX_FILE})")
    lengths = functions(tree)
    breaches += [
        f"{name}: function {function} has {length} lines (limit {MAX_FUNCTION})"
        for function, length in lengths
        if length > MAX_FUNCTION
    ]
    if path.parent.name in ("models", "wizard") and len(models(tree)) > 1:
        breaches.append(f"{name}: several models: {', '.join(models(tree))}")
    return breaches, lines, [length for _name, length in lengths]


def view_breaches() -> list[str]:
    """Views, scripts and style sheets above the limit of lines."""
    breaches = []
    for pattern in VIEWS:
        for path in ROOT.glob(f"addons/*/{pattern}"):
            lines = len(path.read_text().splitlines())
            if lines > MAX_FILE:
                breaches.append(f"{path.relative_to(ROOT)}: {lines} lines")
    return breaches


def sudo_share() -> float:
    """Calls of sudo() per 1,000 lines of add-on code."""
    calls = lines = 0
    for path in python_files():
        if path.is_relative_to(ROOT / "addons"):
            text = path.read_text()
            calls += text.count(".sudo()")
            lines += len(text.splitlines())
    return 1000 * calls / max(lines, 1)


def main() -> int:
    """Print figures and breaches; exit code 1 when there are breaches."""
    breaches, file_lines, lengths = [], [], []
    for path in python_files():
        found, lines, found_lengths = file_breaches(path)
        breaches += found
        file_lines.append(lines)
        lengths += found_lengths
    breaches += view_breaches()
    share = sudo_share()
    if share > MAX_SUDO:
        breaches.append(f"sudo() {share:.1f} times per 1,000 lines (limit {MAX_SUDO})")
    print(
        f"{len(file_lines)} files, median {statistics.median(file_lines):.0f} lines; "
        f"{len(lengths)} functions, median {statistics.median(lengths):.0f} lines; "
        f"sudo() {share:.1f} per 1,000 lines"
    )
    for breach in sorted(breaches):
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
