#!/usr/bin/env bash
# Add a kind of block, a check, a way to rate, a verb and a kind of chart to a copy, and print what each costs and what notices when
# something is forgotten. Some minutes; no part of the tests. See scripts/additions.
#   scripts/additions.sh [ADDITION…]
set -euo pipefail
cd "$(dirname "$0")/.."
PYTHONPATH=scripts exec .venv/bin/python -m additions "$@"
