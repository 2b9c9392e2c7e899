#!/usr/bin/env bash
# Everything that a fresh checkout needs, then the sample paper: system libraries (Debian and Ubuntu, with sudo), a virtual environment
# in .venv with the locked packages, and `cabinetpaper build`. Safe to run again. PYTHON names another interpreter (3.11 to 3.13).
set -euo pipefail
cd "$(dirname "$0")"
python=${PYTHON:-python3}

say() { printf '%s\n' "$*" >&2; }

missing=()
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
libraries=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null || true)
for needed in libpango-1.0-0:libpango-1.0.so.0 libpangoft2-1.0-0:libpangoft2-1.0.so.0 libharfbuzz-subset0:libharfbuzz-subset.so.0; do
  grep -qF "${needed#*:}" <<<"$libraries" || missing+=("${needed%%:*}")
done
if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null; then
  say "Installing with apt-get: ${missing[*]}"
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq || say "apt-get update had trouble; going on with the lists that are here"
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
elif [ ${#missing[@]} -gt 0 ]; then
  say "Install what these Debian packages hold, then run this again if Python was among them: ${missing[*]} (without Pango there is no PDF, all else works)"
fi

"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { say "$python is $("$python" --version); name a Python 3.11, 3.12 or 3.13 in PYTHON"; exit 1; }
if [ ! -x .venv/bin/python ]; then
  say "Making .venv with $("$python" --version)"
  "$python" -m venv .venv
fi
say "Installing the locked packages"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements-dev.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .

say "Building the sample paper"
.venv/bin/cabinetpaper build
