"""./garage COMMAND: the commands and how they are called."""

import os
import shutil
import sys
from pathlib import Path

from . import (
    alone,
    bench,
    box,
    databases,
    lint,
    packages,
    paths,
    postgres,
    python_env,
    say,
    screenshots,
    server,
    testing,
    translations,
    up,
)

HELP = """Usage: ./garage COMMAND

  up [--port N] [--no-demo] [--db NAME]   set up what is missing, serve the demo garage
  test [pytest arguments]                 install the add-ons, run all tests
  bench [NAME ...] [--json FILE]          measure side by side, limits as exit code
  lint                                    check style, types, sizes, wording
  odoo ...                                Odoo's own command line with our settings
  shell [DB]                              Odoo's shell (reads a script from stdin)
  import --db DB --catalogue C FILE ...   suppliers' files; --undo BATCH takes one back
  db new NAME [--bare]                    a fresh copy of the demo garage in seconds
  alone [ADD-ON ...]                      each add-on by itself on a bare database
  box                                     the IoT box with simulated devices
  screenshots [NAME ...]                  take the manual's pictures anew
  i18n                                    write the texts to translate, tell what lacks
  clean                                   delete .garage with all its databases
"""


def odoo(words: list[str]) -> int:
    """./garage odoo: Odoo's own command line."""
    _prepare()
    return server.run_in_foreground(words)


def shell(words: list[str]) -> int:
    """./garage shell [DB]."""
    _prepare()
    name = databases.check_name(words[0] if words else "garage")
    return server.run_in_foreground(["shell", "-d", name, "--no-http"])


def import_files(words: list[str]) -> int:
    """./garage import: suppliers' files into a catalogue, or --undo BATCH."""
    _prepare()
    os.environ["GARAGE_PROG"] = "./garage import"
    here = Path(os.environ.get("GARAGE_FROM", "."))
    named = [str(here / word) if (here / word).is_file() else word for word in words]
    return server.on_terminal(server.addon_command("catalog_import", *named))


def _prepare() -> None:
    python_env.ensure()
    postgres.ensure()


def clean(words: list[str]) -> int:
    """./garage clean: delete everything in .garage, with all its databases."""
    del words
    postgres.destroy()
    shutil.rmtree(paths.WORK, ignore_errors=True)
    say.line("Removed .garage with its databases. The download cache is kept.")
    return 0


COMMANDS = {
    "up": up.main,
    "test": testing.main,
    "bench": bench.main,
    "lint": lint.main,
    "alone": alone.main,
    "box": box.main,
    "odoo": odoo,
    "shell": shell,
    "import": import_files,
    "db": up.new_database,
    "screenshots": screenshots.main,
    "i18n": translations.main,
    "clean": clean,
}


def main(words: list[str]) -> int:
    """Run one command; user mistakes and failed steps end in one message."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(HELP)
        return 0
    if words[0] not in COMMANDS:
        print(f"There is no command “{words[0]}”.\n\n{HELP}", file=sys.stderr)
        return 2
    try:
        packages.check_python()
        packages.ensure(packages.base_needs())
        return COMMANDS[words[0]](words[1:])
    except say.Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
