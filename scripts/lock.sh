#!/usr/bin/env bash
# Write the locks anew from pyproject.toml: exact versions and hashes for Python 3.11 to 3.13 on every platform, no address of any registry.
# Needs uv. Arguments go to uv: scripts/lock.sh --upgrade, scripts/lock.sh --upgrade-package weasyprint.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {
  uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header "$@"
}
lock --output-file requirements.lock "$@"
lock --group dev --output-file requirements-dev.lock --constraints requirements.lock "$@"
