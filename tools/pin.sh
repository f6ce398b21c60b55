#!/bin/sh
# Writes constraints.txt: the newest set of packages that the declarations in pyproject.toml allow, all
# extras included, as pip resolves it into an empty environment. Names no index and no path.

set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"${PYTHON:-python3}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check -e '.[dev,dask,s3]'
{
    echo "# The whole set of packages, all extras included, that this version was tested with."
    echo "# Made by tools/pin.sh; use: pip install -c constraints.txt -e '.[dev,dask,s3]'"
    "$place/venv/bin/python" -m pip freeze --exclude-editable
} >"$place/constraints.txt"
mv "$place/constraints.txt" constraints.txt
