#!/usr/bin/env bash
# Aim saves, full disks and links at the moments of a build (100 of each, or as many as are asked for), kill whole builds as often, and print
# what came of them.
#   scripts/races.sh [TIMES]
set -euo pipefail
cd "$(dirname "$0")/.."
times=${1:-100}
CABINETPAPER_RACES=$times ./test.sh -s tests/test_races.py
scripts/power_cut.sh "$times"
