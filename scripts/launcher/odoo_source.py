"""Where Odoo 19.0 Community comes from: a folder, a package, or a download."""

import os
import shutil
import subprocess
from pathlib import Path

from . import paths, say

TESTED_VERSION = "19.0.0+dfsg-1"
BRANCH = "19.0"
SOURCE_URL = "https://github.com/odoo/odoo"
# The package and what its links point to. The fonts and scripts come from the suite
# whose file layout the links expect.
SUITES = {
    "sid": ["odoo-19", "fonts-montserrat", "fonts-roboto-unhinted", "fonts-ocr-b"],
    "bookworm": [
        "fonts-font-awesome",
        "fonts-inconsolata",
        "libjs-jquery",
        "libjs-jquery-form",
        "libjs-underscore",
    ],
}
# Left out of the package for licence reasons, but still named by mail's manifest.
# An empty file keeps every back-office page free of errors (only the blur of the
# video background is lost).
STRIPPED = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def find() -> list[Path]:
    """Folders to put on the Python path so that `import odoo` works.

    Order: ODOO_HOME, an installed package, the fetched package, a git clone.
    """
    if home := os.environ.get("ODOO_HOME"):
        return [_checked_home(Path(home).expanduser().resolve())]
    installed = Path("/usr/lib/python3/dist-packages")
    if _is_odoo(installed):
        return [installed]
    unpacked = paths.ODOO_UNPACKED / "usr/lib/python3/dist-packages"
    if _is_odoo(unpacked) and paths.stamp_matches("odoo", TESTED_VERSION):
        return [unpacked]
    clone = paths.WORK / "odoo-git"
    if _is_odoo(clone):
        return [clone]
    return [_fetch(unpacked, clone)]


def addons_paths(home: Path) -> list[Path]:
    """Add-on folders of a source checkout that Odoo does not find by itself."""
    beside = home / "addons"
    return [beside] if (beside / "web").is_dir() else []


def _checked_home(home: Path) -> Path:
    for folder in (home, home / "usr/lib/python3/dist-packages"):
        if _is_odoo(folder):
            return folder
    raise say.Failure(
        f"ODOO_HOME is {home}, but there is no Odoo 19.0 in it. "
        "Point it at a source checkout or an unpacked package, or unset it."
    )


def _is_odoo(folder: Path) -> bool:
    release = folder / "odoo" / "release.py"
    return release.exists() and "19, 0" in release.read_text()


def _fetch(unpacked: Path, clone: Path) -> Path:
    if shutil.which("apt-get") and shutil.which("dpkg-deb"):
        try:
            return _fetch_package(unpacked)
        except say.Failure as failure:
            say.line(f"  The Debian package could not be fetched: {failure}")
    with say.step(f"Odoo {BRANCH} from its source repository"):
        say.run(
            ["git", "clone", "--depth=1", "--branch", BRANCH, SOURCE_URL, clone],
            "odoo-clone",
        )
    return clone


def _fetch_package(unpacked: Path) -> Path:
    store = paths.CACHE / "odoo-debs"
    store.mkdir(parents=True, exist_ok=True)
    missing = {
        suite: [name for name in names if not list(store.glob(f"{name}_*.deb"))]
        for suite, names in SUITES.items()
    }
    if any(missing.values()):
        with say.step("Odoo 19 from the Debian mirror (about 130 MB)"):
            _download(store, missing)
    with say.step("Unpack Odoo"):
        shutil.rmtree(paths.ODOO_UNPACKED, ignore_errors=True)
        for names in SUITES.values():
            for name in names:
                deb = max(store.glob(f"{name}_*.deb"), key=os.path.getmtime)
                say.run(["dpkg-deb", "-x", deb, paths.ODOO_UNPACKED], "odoo-unpack")
        _mend(unpacked)
    _warn_other_version(store)
    paths.write_stamp("odoo", TESTED_VERSION)
    return unpacked


def _mend(unpacked: Path) -> None:
    stripped = unpacked / "odoo" / "addons" / STRIPPED
    if not stripped.exists():
        stripped.parent.mkdir(parents=True, exist_ok=True)
        stripped.write_text("")
    # 9,500 files of a packaging accident that Odoo would scan as add-ons.
    for stray in ("addons", "doc", "setup"):
        shutil.rmtree(unpacked / stray, ignore_errors=True)


def _download(store: Path, wanted: dict[str, list[str]]) -> None:
    folder = paths.WORK / "apt"
    options = _private_apt(folder)
    say.run(["apt-get", *options, "update"], "odoo-apt-update")
    for suite, names in wanted.items():
        if names:
            words = [f"{name}/{suite}" for name in names]
            say.run(
                ["apt-get", *options, "download", *words], "odoo-download", cwd=store
            )


def _private_apt(folder: Path) -> list[str]:
    """An apt configuration of our own, so that no right is needed."""
    for name in ("etc/sources.list.d", "state/lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "state" / "status").touch()
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    signed = f" [signed-by={keyring}]" if Path(keyring).exists() else ""
    mirror = _mirror()
    sources = "".join(f"deb{signed} {mirror} {suite} main\n" for suite in SUITES)
    (folder / "etc" / "sources.list").write_text(sources)
    settings = {
        "Dir::Etc": folder / "etc",
        "Dir::State": folder / "state",
        "Dir::State::status": folder / "state" / "status",
        "Dir::Cache": folder / "cache",
        "Dir::Log": folder,
        "Acquire::Languages": "none",
        "APT::Sandbox::User": "",
    }
    return [
        word for key, value in settings.items() for word in ("-o", f"{key}={value}")
    ]


def _mirror() -> str:
    """The Debian mirror that this machine is configured with."""
    out = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE) $(ORIGIN) $(LABEL)"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    rows = [row.split(maxsplit=1) for row in out.splitlines() if " " in row]
    sites = [site for site, about in rows if about == "Debian Debian"]
    if not sites:
        sites = [row.split()[0] for row in out.splitlines() if _is_debian_site(row)]
    if not sites:
        raise say.Failure(
            "apt on this machine names no Debian mirror. "
            "Set ODOO_HOME to a source checkout of Odoo 19.0 instead."
        )
    return sites[0]


def _is_debian_site(row: str) -> bool:
    return row.split()[0].rstrip("/").endswith("/debian")


def _warn_other_version(store: Path) -> None:
    names = [deb.name for deb in store.glob("odoo-19_*.deb")]
    if not any(TESTED_VERSION in name.replace("%2b", "+") for name in names):
        say.line(
            f"  Note: tested with Odoo package {TESTED_VERSION}, found "
            f"{', '.join(names)}. It should work; report what does not."
        )
