"""./garage up: the demo garage in the browser, with its simulated devices."""

import argparse
import contextlib
import signal
import subprocess
import time
import urllib.error
import urllib.request

from . import box, databases, paths, postgres, python_env, say, server
from .turns import one_at_a_time

LANGUAGES = "nl_NL,de_DE,fr_FR,ru_RU"
# Made once for all copies, so that nobody's first page waits for them.
ASSETS = """
qweb = env["ir.qweb"]
for bundle in ("web.assets_web", "web.assets_frontend", "point_of_sale.assets_prod"):
    qweb._get_asset_bundle(bundle, css=False, js=True).js()
    qweb._get_asset_bundle(bundle, css=True, js=False).css()
env.cr.commit()
"""
ROLES = (
    ("adviser", "service adviser"),
    ("mechanic", "mechanic (open it on a phone)"),
    ("cashier", "till"),
    ("finance", "finance"),
    ("manager", "manager: everything"),
    ("auditor", "auditor: reads only"),
)
TRY = (
    "adviser: type 12gbx3 into the box at the top, Enter, and take the car in",
    "adviser: open a work order on the board, send the estimate, open its link",
    "cashier: open the till, Work orders, pay one half in cash and half by card",
    "manager: Garage > Keys: hand over the key of a paid car, see why others stay",
    "finance: Garage > Receivables: send today's reminders, import the bank file",
)


def main(words: list[str]) -> int:
    """Entry of the command; serves until it is stopped."""
    options = _options(words)
    _check_port(options.port)
    started = time.monotonic()
    say.line("Garage: setting up what is missing")
    python_env.ensure()
    postgres.ensure()
    name = databases.check_name(options.db)
    if options.no_demo:
        ensure_bare(name)
        return _serve(name, options, started, demo=False)
    ensure_demo(name)
    return _serve(name, options, started, demo=True)


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./garage up", allow_abbrev=False)
    parser.add_argument("--port", type=int, default=8069, help="of the web pages")
    parser.add_argument("--db", default=None, help="database to serve")
    parser.add_argument("--no-demo", action="store_true", help="an empty garage")
    options = parser.parse_args(words)
    options.db = options.db or ("garage_empty" if options.no_demo else "garage")
    return options


def _check_port(port: int) -> None:
    if not server.port_is_free(port):
        raise say.Failure(
            f"Port {port} is taken by another program. Stop that program or choose "
            f"another port:  ./garage up --port {port + 10}"
        )


def demo_template() -> str:
    """Name of the template with the demo garage, made or renewed when needed."""
    name = "garage_demo_template"
    addons = [*databases.own_addons(), databases.DEMO]
    databases.ensure_installed(name, addons, languages=LANGUAGES)
    with one_at_a_time(f"assets-of-{name}"):
        if not paths.stamp_matches(f"assets-{name}", server.database_oid(name)):
            with say.step("Scripts and style sheets of the pages"):
                databases.shell(name, ASSETS, f"assets-{name}")
            paths.write_stamp(f"assets-{name}", server.database_oid(name))
    return name


def ensure_demo(name: str) -> None:
    """A demo garage of this name; what was done in it is kept over updates."""
    if not server.database_exists(name):
        template = demo_template()
        databases.clone(template, name)
        databases.copy_state(template, name)
    databases.ensure_updated(name)


def new_database(words: list[str]) -> int:
    """./garage db new NAME [--bare]: a fresh database from the template."""
    parser = argparse.ArgumentParser(prog="./garage db", allow_abbrev=False)
    parser.add_argument("action", choices=["new"])
    parser.add_argument("name")
    parser.add_argument("--bare", action="store_true", help="without the demo garage")
    options = parser.parse_args(words)
    name = databases.check_name(options.name)
    python_env.ensure()
    postgres.ensure()
    if server.database_exists(name):
        raise say.Failure(f"There is a database {name} already; choose another name.")
    template = bare_template() if options.bare else demo_template()
    databases.clone(template, name)
    databases.copy_state(template, name)
    say.line(f"Database {name} is ready:  ./garage up --db {name}")
    return 0


def bare_template() -> str:
    """Name of the template with the add-ons and no data."""
    name = "garage_bare_template"
    databases.ensure_installed(name, databases.own_addons())
    return name


def ensure_bare(name: str) -> None:
    """An empty garage of this name; what was done in it is kept over updates."""
    if not server.database_exists(name):
        template = bare_template()
        databases.clone(template, name)
        databases.copy_state(template, name)
    databases.ensure_updated(name)


def _serve(name: str, options: argparse.Namespace, started: float, demo: bool) -> int:
    with contextlib.ExitStack() as stack:
        if demo:
            secret = stack.enter_context(box.running(options.port))
            box.connect(name, secret, options.port)
        process = stack.enter_context(odoo(name, options.port))
        with say.step("Starting the server"):
            wait_until_up(process, options.port)
        _tell(options, time.monotonic() - started, demo)
        return process.wait()


@contextlib.contextmanager
def odoo(name: str, port: int):
    """Odoo serving this database while the block runs; yields the process."""
    log = paths.LOGS / "server.log"
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    words = ["-d", name, f"--http-port={port}", f"--gevent-port={port + 3}"]
    process = subprocess.Popen(
        [*server.command(*words), f"--logfile={log}"],
        env=server.environment(),
        cwd=paths.ROOT,
    )
    # "systemctl stop" or a closed terminal must end the server, too.
    signal.signal(signal.SIGTERM, lambda *_args: process.terminate())
    try:
        yield process
    except KeyboardInterrupt:
        say.line("\nStopping")
        raise
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_until_up(process: subprocess.Popen, port: int, seconds: int = 120) -> None:
    """Return when the server answers; raises Failure when it does not start."""
    address = f"http://127.0.0.1:{port}/web/health"
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(address, timeout=5).read()
            return
        time.sleep(0.3)
    raise say.Failure(
        f"The server did not start. The reason is in {paths.LOGS / 'server.log'}"
    )


def _tell(options: argparse.Namespace, seconds: float, demo: bool) -> None:
    address = f"http://localhost:{options.port}"
    say.line(f"\nGarage is open: {address}   (ready after {seconds:.0f} s)\n")
    if not demo:
        say.line("Log in as admin with the password admin, then change it.")
        return
    say.line("Log in with the name of a role; the password is the same word:")
    for login, text in ROLES:
        say.line(f"  {login:<9} {text}")
    say.line("  admin     the administrator\n\nFive things to try:")
    for number, text in enumerate(TRY, start=1):
        say.line(f"  {number}. {text}")
    say.line(
        f"\nSimulated counter (terminal, printer, drawer): {box.counter_address()}"
        "\nMails are kept under Garage > Simulators, none leaves the machine."
        "\nStop with Ctrl+C. The next start takes seconds and keeps your data."
    )
