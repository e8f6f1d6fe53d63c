#!/bin/sh
# Pins all of requirements*.in, resolved in a throw-away environment, in requirements*.txt.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
pip="$folder/venv/bin/python -m pip --disable-pip-version-check"

freeze() {
  echo "# Made by \`make lock\` from $1.in: every package pinned. Edit that file, not this one."
  $pip freeze
}

for name in requirements requirements-dev; do
  echo "Resolving $name.in …"
  if [ $name = requirements ]; then
    $pip install --quiet -r $name.in
  else # what the product uses is what the tests see
    $pip install --quiet -c requirements.txt -r $name.in
  fi
  freeze $name >"$folder/$name.txt"
  mv "$folder/$name.txt" "$name.txt"
done
