"""Chromium as a printer of HTML pages: one process per page, no network at all."""

import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TIMEOUT = 60  # seconds; a long price list takes about five
FLAGS = (
    "--headless",
    "--no-sandbox",  # servers run it in containers and as service users
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-first-run",
    # Every resource is inside the page; whatever is not must not be fetched.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)
# The server limits the address space of its processes; browsers reserve far more than
# they use and would stop at once.
UNLIMITED = ("/bin/sh", "-c", 'ulimit -S -v unlimited; exec "$0" "$@"')


class PrintError(Exception):
    """The browser gave no document; the text says why."""


def find(configured: str | None = None) -> str | None:
    """Path of the browser, or None where there is none.

    :param configured: path or name from the settings, tried first
    """
    for name in filter(None, (configured, *NAMES)):
        if found := shutil.which(name):
            return found
    return None


def print_to_pdf(binary: str, html: str) -> bytes:
    """The PDF of one self-contained HTML page (paper size by its `@page` rule).

    :raises PrintError: the browser crashed, hung or wrote nothing
    """
    with tempfile.TemporaryDirectory(prefix="garage-print-") as folder:
        page, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, encoding="utf-8")
        words = [*UNLIMITED, binary, *FLAGS, f"--user-data-dir={folder}/profile"]
        words += [f"--print-to-pdf={target}", page.as_uri()]
        try:
            result = subprocess.run(
                words, capture_output=True, timeout=TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise PrintError(f"no answer within {TIMEOUT} seconds") from error
        if not target.exists():
            raise PrintError(result.stderr.decode(errors="replace")[-500:])
        return target.read_bytes()
