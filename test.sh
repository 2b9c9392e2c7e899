#!/usr/bin/env bash
# The tests. Arguments go to pytest: ./test.sh tests/test_period.py, ./test.sh -k round_trip, ./test.sh --accept.
set -euo pipefail
cd "$(dirname "$0")"
exec .venv/bin/python -m pytest "$@"
