#!/usr/bin/env bash
# Build the wheel and try it as a newcomer would, away from the checkout: a clean environment, `new --sample`, `build`, `new`, `doctor`.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

.venv/bin/python -m pip wheel --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --wheel-dir "$place" "$root"
"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.lock
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$place"/cabinetpaper-*.whl

cd "$place"
export PATH="$place/venv/bin:$PATH"
cabinetpaper new sample --sample
(cd sample && cabinetpaper build && ls -l out)
cabinetpaper new empty
(cd empty && cabinetpaper doctor)
python -m cabinetpaper --version
