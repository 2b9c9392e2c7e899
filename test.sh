#!/usr/bin/env bash
# The tests: all of them, file by file on every core; or those that the arguments name, which go to pytest:
# ./test.sh tests/test_period.py, ./test.sh -k round_trip, ./test.sh --accept.
set -euo pipefail
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- --numprocesses auto --dist loadfile
exec .venv/bin/python -m pytest "$@"
