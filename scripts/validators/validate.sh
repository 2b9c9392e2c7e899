#!/usr/bin/env bash
# Judge outputs by outside validators: scripts/validators/validate.sh FILE…, or without a name everything in out/. --help tells the rest.
# install.sh brings the validators; what is absent is told, and fails the run only where CI is set.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
PYTHONPATH="$root/scripts${PYTHONPATH:+:$PYTHONPATH}" exec "$root/.venv/bin/python" -m validators "$@"
