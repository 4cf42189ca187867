"""Rows of the CSV files beside this package."""

import csv
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data"


def rows(name, delimiter=","):
    """All rows of `data/<name>.csv` as dicts of text."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source, delimiter=delimiter))


def content(name):
    """Bytes of a file in the data folder."""
    return (FOLDER / name).read_bytes()


def remember(env, record, name):
    """Give a record an XML id of this add-on, so that later steps find it."""
    env["ir.model.data"].create(
        {
            "module": "garage_demo",
            "name": name,
            "model": record._name,
            "res_id": record.id,
            "noupdate": True,
        }
    )
    return record


def recall(env, name):
    """The record that was remembered under this name."""
    return env.ref(f"garage_demo.{name}")
