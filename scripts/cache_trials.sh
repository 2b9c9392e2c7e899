#!/usr/bin/env bash
# Delete, cut, swap and edit the cache so many times (300) and build after each, with the real PDF: outputs and findings must be the same.
set -euo pipefail
cd "$(dirname "$0")/.."
CABINETPAPER_CACHE_TRIALS=${1:-300} .venv/bin/python -m pytest -q -s -p no:xdist tests/test_cache.py -k "whatever_happens"
