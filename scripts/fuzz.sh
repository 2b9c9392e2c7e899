#!/usr/bin/env bash
# Try damaged files on every reader, or on one by name, for some minutes; no part of the tests. See scripts/fuzz.py.
#   scripts/fuzz.sh [MINUTES] [READER]
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/python scripts/fuzz.py "$@"
