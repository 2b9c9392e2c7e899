#!/usr/bin/env bash
# The one door for every check: format, lint, types, tests, and outside validators of the outputs where there are any.
#   ./check.sh          all of it            ./check.sh --fix    mend what ruff can mend first
#   ./check.sh proofs   how many rules, findings, hostile inputs and sample outputs there are
# VALIDATORS names a folder with check_docx, check_pdf and check_html, each taking a file; what is absent is said.
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

shopt -s nullglob
outputs=(out/*.docx out/*.pdf out/*.html)
[ ${#outputs[@]} -gt 0 ] || { $bin/cabinetpaper build --quiet; outputs=(out/*.docx out/*.pdf out/*.html); }
for file in "${outputs[@]}"; do
  validator=${VALIDATORS:-}/check_${file##*.}
  if [ -n "${VALIDATORS:-}" ] && [ -x "$validator" ]; then "$validator" "$file"; else echo "$file: no outside validator here (VALIDATORS is not set)"; fi
done
