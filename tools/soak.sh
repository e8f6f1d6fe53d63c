#!/bin/sh
# Runs every soak, one after the other: ARGS="--minutes 2" tries them in a short form.
set -eu

failed=
for script in benchmarks/soak_*.py; do
  name=$(basename "$script" .py)
  echo "== $name"
  # shellcheck disable=SC2086 # the words of ARGS are words
  .venv/bin/python -m "benchmarks.$name" ${ARGS:-} || failed="$failed $name"
done
if [ -n "$failed" ]; then
  echo "not flat:$failed" >&2
  exit 1
fi
