#!/bin/sh
# Pins all of requirements*.in in requirements*.txt, for every platform, each file by its hash.
# What is pinned stays as it is unless requirements*.in say otherwise; --upgrade takes the newest.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --disable-pip-version-check --quiet uv==0.13.9

mkdir "$folder/benchmarks"

compile() { # name, more arguments
  name=$1
  shift
  echo "Resolving $name.in …"
  [ ! -e "$name.txt" ] || cp "$name.txt" "$folder/$name.txt" # it starts from these pins
  "$folder/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 \
    --generate-hashes --no-annotate --no-header \
    "$@" --output-file "$folder/$name.txt" "$name.in"
  {
    echo "# Made by \`make lock\` from $name.in: every package pinned. Edit that file, not this one."
    cat "$folder/$name.txt"
  } >"$folder/made"
  cp "$folder/made" "$name.txt"
}

compile requirements "$@"
compile requirements-dev -c requirements.txt "$@" # what the product uses is what the tests see
compile benchmarks/requirements "$@"
