#!/usr/bin/env bash
# The one door for every check: format, lint, types, tests, and outside validators of the outputs (scripts/validators/install.sh brings them).
#   ./check.sh          all of it            ./check.sh --fix    mend what ruff can mend first
#   ./check.sh proofs   how many rules, findings, hostile inputs, sample outputs and validators there are
set -euo pipefail
cd "$(dirname "$0")"
bin=.venv/bin

if [ "${1:-}" = proofs ]; then
  exec $bin/python scripts/proofs.py
fi
if [ "${1:-}" = --fix ]; then
  $bin/ruff check --fix-only .
  $bin/ruff format .
fi
$bin/ruff format --check .
$bin/ruff check .
$bin/mypy
./test.sh

compgen -G 'out/*.pdf' >/dev/null || $bin/cabinetpaper build --quiet
scripts/validators/validate.sh --json build/validation.json
