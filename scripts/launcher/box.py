"""./garage box: the IoT box with simulated terminal, printer and drawer."""

import argparse
import contextlib
import secrets
import subprocess
import time
import urllib.error
import urllib.request

from . import databases, paths, python_env, say, server

STATE = paths.WORK / "box"
SECRET = STATE / "secret"
PORT, COUNTER_PORT = 8169, 8170
HELLO = f"http://127.0.0.1:{PORT}/garage_iot/v1/hello"
# The till asks the box for what its server has written down here.
CONNECT = """
box = env["garage.iot.box"].search([("is_simulator", "=", True)], limit=1)
values = {"url": %(url)r, "secret": %(secret)r}
if box and (box.url, box.sudo().secret) != (values["url"], values["secret"]):
    box.write(values)
settings = env["ir.config_parameter"]
old, new = settings.get_param("web.base.url"), %(base)r
settings.set_param("web.base.url", new)
# The links in the mails of the demo garage shall open on this port, too.
if old != new:
    for sql in (
        "UPDATE mail_mail SET body_html = replace(body_html, %%s, %%s)",
        "UPDATE mail_message SET body = replace(body, %%s, %%s)",
    ):
        env.cr.execute(sql, [old + "/", new + "/"])
env.cr.commit()
"""


def main(words: list[str]) -> int:
    """Entry of the command: run box and simulators until they are stopped."""
    parser = argparse.ArgumentParser(prog="./garage box", allow_abbrev=False)
    parser.add_argument(
        "--odoo-port", type=int, default=8069, help="of the server whose till may call"
    )
    options = parser.parse_args(words)
    python_env.ensure()
    process = _start(options.odoo_port)
    say.line(f"Box: http://127.0.0.1:{PORT}   simulated counter: {counter_address()}")
    try:
        return process.wait()
    finally:
        process.terminate()


def counter_address() -> str:
    """Page with the simulated terminal and the printed receipts."""
    return f"http://localhost:{COUNTER_PORT}"


@contextlib.contextmanager
def running(odoo_port: int):
    """The box and its simulators while the block runs; yields the secret."""
    for port in (PORT, COUNTER_PORT):
        if not server.port_is_free(port):
            raise say.Failure(
                f"Port {port} of the simulated box is taken, perhaps by another "
                "./garage up or ./garage box. Stop that one first."
            )
    process = _start(odoo_port)
    try:
        _wait_until_up(process)
        yield SECRET.read_text().strip()
    finally:
        process.terminate()
        process.wait(timeout=20)


def connect(database: str, secret: str, odoo_port: int) -> None:
    """Write the box's address and secret into the demo garage."""
    values = {
        "url": f"http://127.0.0.1:{PORT}",
        "secret": secret,
        "base": f"http://localhost:{odoo_port}",
    }
    # A database that was made anew under its old name does not know the box yet.
    known = "\n".join([server.database_oid(database), *values.values()])
    stamp = f"box-{database}"
    if paths.stamp_matches(stamp, known):
        return
    databases.shell(database, CONNECT % values, f"box-{database}")
    paths.write_stamp(stamp, known)


def _start(odoo_port: int) -> subprocess.Popen:
    STATE.mkdir(parents=True, exist_ok=True)
    if not SECRET.exists():
        SECRET.touch(mode=0o600)
        SECRET.write_text(secrets.token_hex(32))
    origins = [f"http://{host}:{odoo_port}" for host in ("localhost", "127.0.0.1")]
    words = [str(paths.PYTHON), "-m", "garage_iot", "demo", "--state", str(STATE)]
    words += ["--port", str(PORT), "--counter-port", str(COUNTER_PORT)]
    words += ["--secret-file", str(SECRET)]
    for origin in origins:
        words += ["--origin", origin]
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    with (paths.LOGS / "box.log").open("w") as log:
        return subprocess.Popen(
            words, env=server.environment(), cwd=paths.ROOT, stdout=log, stderr=log
        )


def _wait_until_up(process: subprocess.Popen, seconds: int = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(HELLO, timeout=2).read()
            return
        time.sleep(0.1)
    raise say.Failure(
        f"The simulated box did not start; its log is {paths.LOGS / 'box.log'}"
    )
