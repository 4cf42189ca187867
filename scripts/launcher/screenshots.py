"""./garage screenshots: the manual's pictures, taken from a fresh demo garage."""

import argparse
import json
import socket
import subprocess
from urllib.parse import urlsplit

from . import box, databases, lint, packages, paths, postgres, python_env, say, up

LIST = paths.ROOT / "scripts" / "screenshots.json"
FOLDER = paths.ROOT / "docs" / "images" / "manual"
DATABASE = "garage_screenshots"
# An entry may name its page by an expression instead of an address.
RESOLVE = """
import json, pathlib
found = {{name: eval(expression) for name, expression in {expressions!r}.items()}}
pathlib.Path({target!r}).write_text(json.dumps(found))
env.cr.commit()
"""


def main(words: list[str]) -> int:
    """Entry of the command; without names it takes all pictures."""
    parser = argparse.ArgumentParser(prog="./garage screenshots", allow_abbrev=False)
    parser.add_argument("names", nargs="*", help="only these pictures")
    names = parser.parse_args(words).names
    python_env.ensure()
    postgres.ensure()
    lint.ensure_node_tools()
    wanted = [
        picture
        for picture in json.loads(LIST.read_text())
        if not names or picture["name"] in names
    ]
    template = up.demo_template()
    databases.clone(template, DATABASE)
    databases.copy_state(template, DATABASE)
    _resolve(wanted)
    FOLDER.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    with box.running(port) as secret, up.odoo(DATABASE, port) as process:
        box.connect(DATABASE, secret, port)
        up.wait_until_up(process, port)
        return _take(port, wanted)


def _resolve(pictures: list[dict]) -> None:
    """Replace `page` (an expression of Odoo's shell) by the address it gives."""
    pages = {entry["name"]: entry["page"] for entry in pictures if "page" in entry}
    if not pages:
        return
    target = paths.WORK / "screenshots.json"
    script = RESOLVE.format(expressions=pages, target=str(target))
    databases.shell(DATABASE, script, "screenshots")
    found = json.loads(target.read_text())
    for picture in pictures:
        if picture["name"] in found:
            # a page may give its whole address, on the port of another server
            address = urlsplit(found[picture["name"]])
            picture["url"] = address._replace(scheme="", netloc="").geturl()


def _take(port: int, pictures: list[dict]) -> int:
    command = ["node", "scripts/screenshots.mjs", f"http://127.0.0.1:{port}"]
    command += [str(FOLDER), str(packages.chromium())]
    result = subprocess.run(
        command, input=json.dumps(pictures), text=True, cwd=paths.ROOT, check=False
    )
    say.line(f"{len(pictures)} pictures in {FOLDER.relative_to(paths.ROOT)}")
    return result.returncode


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]
