"""Supplier files from the command line: `./garage import` calls this."""

import argparse
import os
import sys

from odoo.cli.command import Command


class CatalogImport(Command):
    """Import suppliers' files into a catalogue, or take an import back.

    Ends with 0 when every file was imported (or was before), 1 when one was refused,
    2 when the command cannot be understood.
    """

    name = "catalog_import"

    def run(self, args):
        """Entry of the command."""
        from odoo.tools import config

        options = self._parse(args)
        config.parse_config(
            [
                *(["-c", options.config] if options.config else []),
                *(
                    [f"--addons-path={options.addons_path}"]
                    if options.addons_path
                    else []
                ),
                *([f"--data-dir={options.data_dir}"] if options.data_dir else []),
                "--log-level=warn",
                "--max-cron-threads=0",
            ],
            setup_logging=True,
        )
        # Odoo's own add-ons can be imported from here on only
        from odoo.addons.garage_parts_catalog.tools.command_line import CommandLine

        line = CommandLine(options.db, options.login, sys.stdout)
        if options.undo:
            sys.exit(line.undo(options.undo))
        sys.exit(line.import_files(options.catalogue, options.files, options.brand))

    def _parse(self, args):
        parser = self.parser
        parser.prog = os.environ.get("GARAGE_PROG", parser.prog)
        parser.add_argument("-c", "--config", help=argparse.SUPPRESS)
        parser.add_argument("--addons-path", help=argparse.SUPPRESS)
        parser.add_argument("--data-dir", help=argparse.SUPPRESS)
        parser.add_argument("-d", "--db", required=True, help="database")
        parser.add_argument("--catalogue", help="name of the supplier catalogue")
        parser.add_argument("--brand", help="name for a fitment file's brand")
        parser.add_argument("--login", default="admin", help="who imports")
        parser.add_argument(
            "--undo", type=int, metavar="BATCH", help="take this import back"
        )
        parser.add_argument("files", nargs="*", metavar="FILE")
        options = parser.parse_args(args)
        if not options.undo and not (options.catalogue and options.files):
            parser.error("name the catalogue and at least one file, or --undo BATCH")
        return options
