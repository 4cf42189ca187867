#!/bin/sh
# Makes the environment in which tests/test_emupos.py finds the printer emulator
# emupos: it needs Python 3.13, which the box itself does not.
#
#   iot/tests/emupos_venv.sh [FOLDER]      default: .garage/emupos of this checkout
#
# Set EMUPOS_VENV to FOLDER when it is another one; PYTHON313 names the interpreter.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-$root/.garage/emupos}
"${PYTHON313:-python3.13}" -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check emupos==0.4.0
"$folder/bin/emupos" --version
