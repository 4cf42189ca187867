"""Databases: a template with Odoo's own modules, and copies with ours.

Installing Odoo's modules takes most of the time and changes rarely, so it is done once
per list of modules; every database of ours starts as a copy of that template.
"""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

from . import odoo_source, paths, postgres, say, server
from .turns import one_at_a_time

# Everything that our add-ons depend on, and what demo and tests use beside it.
UPSTREAM = [
    "account_payment", "account_reconcile_oca", "account_statement_import_camt",
    "account_statement_import_sheet_file", "contacts", "hr", "l10n_nl", "mail",
    "mass_mailing_sms", "payment_buckaroo", "payment_demo", "payment_stripe",
    "point_of_sale", "pos_loyalty", "purchase_stock", "queue_job", "sale_management",
    "sale_margin", "sale_stock", "sms",
]  # fmt: skip
# The company comes before the accounting modules, so that they load its chart.
COMPANY = """
company = env.ref("base.main_company")
company.write({"country_id": env.ref("base.nl").id, "name": "Garage"})
env.ref("base.EUR").active = True
company.currency_id = env.ref("base.EUR")
env["res.lang"]._activate_lang("en_US")
env["ir.config_parameter"].set_param("web.base.url.freeze", "True")
env.cr.commit()
"""
DEMO = "garage_demo"
OFFLINE = ["--stop-after-init", "--no-http", "--max-cron-threads=0"]
NAME = re.compile(r"^[a-z][a-z0-9_]{0,50}$")


def own_addons() -> list[str]:
    """Names of the product's add-ons (the demo garage is a choice of its own)."""
    found = paths.ROOT.glob("addons/*/__manifest__.py")
    return sorted(path.parent.name for path in found if "demo" not in path.parent.name)


def check_name(name: str) -> str:
    """Refuse names that would need quoting; returns the name."""
    if not NAME.match(name):
        raise say.Failure(
            f"“{name}” cannot be a database name: use small letters, digits and _, "
            "starting with a letter."
        )
    return name


def upstream_template() -> str:
    """Name of the template with Odoo's modules; built when missing."""
    source = " ".join(str(folder) for folder in odoo_source.find())
    parts = [source, COMPANY, *UPSTREAM, paths.file_hash(*_oca_list())]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]
    name = f"upstream_{digest}"
    with one_at_a_time(name):
        if not server.database_exists(name):
            _build_upstream(name)
    return name


def _oca_list() -> list[Path]:
    return [paths.ROOT / "requirements-oca.txt"]


def _build_upstream(name: str) -> None:
    building = f"{name}_new"
    drop(building)
    with say.step("Database with Odoo's own modules (once, about a minute)"):
        server.run_logged("upstream-base", "-d", building, "-i", "base", *OFFLINE)
        shell(building, COMPANY, "upstream-company")
        modules = ",".join(UPSTREAM)
        server.run_logged("upstream", "-d", building, "-i", modules, *OFFLINE)
    rename(building, name)


def shell(database: str, script: str, log: str) -> None:
    """Run a script in Odoo's shell; it commits by itself."""
    # The shell goes on after an exception, so the script reports its end.
    marker = "garage-script-finished"
    wrapped = f"{script}\nprint({marker!r})\n"
    command = server.command("shell", "-d", database, "--no-http")
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    result = subprocess.run(
        command,
        input=wrapped,
        capture_output=True,
        text=True,
        env=server.environment(),
        cwd=paths.ROOT,
        check=False,
    )
    log_path = paths.LOGS / f"{log}.log"
    log_path.write_text(result.stdout + result.stderr)
    if marker not in result.stdout:
        tail = "\n".join(result.stderr.splitlines()[-15:])
        raise say.Failure(f"A script failed; the log is {log_path}:\n{tail}")


def source_hash(root: Path) -> str:
    """Hash of everything in an add-on that an update would load.

    Tests and assets are left out: they are read from the files at every start.
    """
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if inside.parts[0] in ("tests", "static") or path.suffix in (".pyc", ".md"):
            continue
        if path.is_file():
            digest.update(str(inside).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def clone(source: str, target: str) -> None:
    """Copy a database and its attachments in about a second."""
    drop(target)
    postgres.psql(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
    files = server.filestore(source)
    if files.is_dir():
        shutil.copytree(files, server.filestore(target), copy_function=_hard_link)


def _hard_link(source: str, target: str) -> None:
    # Attachment files are named by their content and never change.
    Path(target).hardlink_to(source)


def drop(name: str) -> None:
    """Delete a database and its attachments; nothing happens when it is not there."""
    postgres.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    shutil.rmtree(server.filestore(name), ignore_errors=True)


def rename(name: str, new_name: str) -> None:
    """Give a finished database its name, so that a broken build is never reused."""
    postgres.psql(f'ALTER DATABASE "{name}" RENAME TO "{new_name}"')
    files = server.filestore(name)
    if files.is_dir():
        files.rename(server.filestore(new_name))


def ensure_installed(name: str, addons: list[str], languages: str = "") -> None:
    """The database has these add-ons in the state of the sources.

    Unchanged sources: used as it is. Changed sources: the changed add-ons are updated.
    Another list of add-ons or another template: built anew. Two commands at once: the
    second waits and finds it built.
    """
    wanted = _wanted_state(sorted(addons))
    with one_at_a_time(name):
        known = _read_state(name) if server.database_exists(name) else {}
        if known == wanted:
            return
        if _can_be_updated(known, wanted):
            _update(name, known, wanted)
        else:
            _install(name, sorted(addons), languages)
        _write_state(name, wanted)


def _can_be_updated(known: dict, wanted: dict) -> bool:
    """Whether the changed add-ons can be updated in place.

    The demo garage is built by its installation, so a changed one is built anew.
    """
    if known.get("template") != wanted["template"]:
        return False
    old, new = known["addons"], wanted["addons"]
    return old.keys() == new.keys() and old.get(DEMO) == new.get(DEMO)


def ensure_updated(name: str) -> None:
    """Bring a database that people work in to the state of the sources."""
    known = _read_state(name)
    if not known:
        return
    # Records stay as they are, so the template that it came from does not matter.
    wanted = _wanted_state(sorted(known["addons"]))
    if known["addons"] != wanted["addons"]:
        _update(name, known, wanted)
        _write_state(name, wanted)


def copy_state(source: str, target: str) -> None:
    """A copy is in the same state as its source."""
    _write_state(target, _read_state(source))


def _wanted_state(addons: list[str]) -> dict:
    hashes = {addon: source_hash(addon_folder(addon)) for addon in addons}
    return {"template": upstream_template(), "addons": hashes}


def _update(name: str, known: dict, wanted: dict) -> None:
    old, new = known["addons"], wanted["addons"]
    changed = [addon for addon in new if new[addon] != old[addon]]
    with say.step(f"Update {len(changed)} add-ons in database {name}"):
        words = ["-d", name, "-u", ",".join(changed), *OFFLINE]
        server.run_logged(f"update-{name}", *words)


def _install(name: str, addons: list[str], languages: str) -> None:
    building = f"{name}_new"
    with say.step(f"Install {len(addons)} add-ons into database {name}"):
        clone(upstream_template(), building)
        words = ["-d", building, "-i", ",".join(addons), *OFFLINE]
        if languages:
            words.append(f"--load-language={languages}")
        server.run_logged(f"install-{name}", *words)
        drop(name)
        rename(building, name)


def _write_state(name: str, state: dict) -> None:
    paths.write_stamp(f"db-{name}", json.dumps(state))


def _read_state(name: str) -> dict:
    path = paths.STAMPS / f"db-{name}"
    return json.loads(path.read_text()) if path.exists() else {}


def addon_folder(name: str) -> Path:
    """Where one of our add-ons lies."""
    own = paths.ROOT / "addons" / name
    return own if own.is_dir() else paths.ROOT / "tests" / "addons" / name
