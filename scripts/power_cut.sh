#!/usr/bin/env bash
# Kill whole builds, with the PDF, at random moments (50, or as many as are asked for), and the saving of a set before each of its steps.
#   scripts/power_cut.sh [TIMES]
set -euo pipefail
cd "$(dirname "$0")/.."
CABINETPAPER_POWER_CUTS=${1:-50} exec ./test.sh tests/test_power_cut.py
