#!/usr/bin/env bash
# Build the wheel, install it elsewhere without the checkout, and see it work there.
set -euo pipefail
python=$(realpath -s "$1")
here=$(pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"$python" -m build --wheel --outdir "$room/dist" . >"$room/build.log" 2>&1 || { cat "$room/build.log"; exit 1; }
"$python" -m venv "$room/venv"
"$room/venv/bin/python" -m pip install --quiet --constraint "$here/constraints.txt" "$room"/dist/*.whl
cd "$room"
companion=$room/venv/bin/companion
export HOME=$room/home XDG_DATA_HOME=$room/data XDG_CONFIG_HOME=$room/config XDG_CACHE_HOME=$room/cache XDG_STATE_HOME=$room/state
mkdir -p "$HOME"
"$companion" --version
"$companion" doctor >/dev/null
"$companion" instruments --json >instruments.json
printf 'a phrase of several words' >phrase
"$companion" init --store store --account ward --passphrase-file phrase
"$companion" import "$("$room/venv/bin/python" -c 'from companion.paths import fixtures_folder; print(fixtures_folder())')/files/totals.csv" --store store --passphrase-file phrase --json >report.json
"$companion" show 007 --store store --passphrase-file phrase >review.txt
"$room/venv/bin/python" - <<'CHECK'
import importlib.metadata
import pathlib
import re

missing = []
for line in importlib.metadata.requires("companion") or []:
    name = re.split(r"[<>=!~;\[ ]", line, maxsplit=1)[0]
    if "extra ==" in line or "sys_platform" in line:
        continue
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        missing.append(name)
assert not missing, missing
assert pathlib.Path("review.txt").stat().st_size > 200
CHECK
echo "the wheel works on its own"
