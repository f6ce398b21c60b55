#!/bin/sh
# Writes constraints.txt: the newest set of packages that the declarations in pyproject.toml allow, all
# extras included, as pip resolves it into an empty environment. Names no index and no path.
#
#   tools/pin.sh [PYTHON...]
#
# With several interpreters, oldest first, what only a later one needs is added to what the first has.

set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- python3
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

: >"$place/pins"
for python in "$@"; do
    rm -rf "$place/venv"
    "$python" -m venv "$place/venv"
    "$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        -c "$place/pins" -e '.[dev,dask,s3]'
    "$place/venv/bin/python" -m pip freeze --exclude-editable >"$place/found"
    sort -f -u "$place/pins" "$place/found" >"$place/all"
    mv "$place/all" "$place/pins"
done
{
    echo "# The whole set of packages, all extras included, that this version was tested with."
    echo "# Made by tools/pin.sh; use: pip install -c constraints.txt -e '.[dev,dask,s3]'"
    cat "$place/pins"
} >constraints.txt
