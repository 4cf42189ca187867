"""./garage i18n: export the texts of all add-ons and tell what lacks a translation."""

import argparse

from . import databases, paths, postgres, python_env, say, server

LANGUAGES = ("nl", "de", "fr", "ru")


def main(words: list[str]) -> int:
    """Entry of the command; exit code 1 when a translation lacks."""
    parser = argparse.ArgumentParser(prog="./garage i18n", allow_abbrev=False)
    parser.add_argument("--db", default="garage_i18n")
    options = parser.parse_args(words)
    python_env.ensure()
    postgres.ensure()
    name = databases.check_name(options.db)
    addons = [*databases.own_addons()]
    databases.ensure_installed(name, addons)
    for addon in addons:
        _export(name, addon)
    return report()


def _export(database: str, addon: str) -> None:
    """Write the template and merge it into the four languages."""
    folder = paths.ROOT / "addons" / addon / "i18n"
    folder.mkdir(exist_ok=True)
    words = ["i18n", "export", "-c", str(paths.CONF), "-d", database]
    words += [addon, "-l", "pot"]
    with say.step(f"Texts of {addon}"):
        command = [paths.PYTHON, "-c", server.RUNNER]
        command += [f"--addons-path={server.addons_path()}", *words]
        say.run(command, f"i18n-{addon}", env=server.environment(), cwd=paths.ROOT)
        code = MERGE.format(folder=str(folder), addon=addon, languages=LANGUAGES)
        say.run([paths.PYTHON, "-c", code], f"i18n-merge-{addon}")


MERGE = """
import polib
from pathlib import Path
folder = Path({folder!r})
template = polib.pofile(str(folder / "{addon}.pot"))
for language in {languages!r}:
    path = folder / (language + ".po")
    known = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known.metadata = {{**template.metadata, "Language": language}}
    if language == "ru":
        known.metadata["Plural-Forms"] = (
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
            "(n%100<12 || n%100>14) ? 1 : 2);"
        )
    known.merge(template)
    for entry in list(known.obsolete_entries()):
        known.remove(entry)
    known.save(str(path))
"""


def report() -> int:
    """Print per add-on and language what lacks; returns 1 when a text lacks, else 0."""
    total = 0
    for path in sorted(paths.ROOT.glob("addons/*/i18n/*.po")):
        lacking = _lacking(path.read_text())
        if lacking:
            addon = path.parts[-3]
            say.line(f"  {addon} {path.stem}: {lacking} texts without translation")
        total += lacking
    say.line("All texts are translated." if not total else f"{total} texts lack.")
    return min(total, 1)


def _lacking(text: str) -> int:
    """Entries of a PO file whose translation is empty."""
    entries = text.split("\n\n")[1:]
    return sum(entry.rstrip().endswith('msgstr ""') for entry in entries)
