#!/bin/sh
# Runs every benchmark; what each prints is kept in benchmarks/results/.
set -eu

mkdir -p benchmarks/results
for script in benchmarks/[a-z]*.py; do
  name=$(basename "$script" .py)
  case $name in soak_*) continue ;; esac # half an hour each: `make soak`
  result=benchmarks/results/$name
  echo "== $name"
  status=0
  .venv/bin/python -m "benchmarks.$name" >"$result.tmp" || status=$?
  cat "$result.tmp"
  [ "$status" = 0 ] || exit "$status"
  mv "$result.tmp" "$result.txt"
done
