#!/bin/sh
# Runs every benchmark, or those that are named; what each prints is kept in
# benchmarks/results/, and their ratios as a row of benchmarks/history.csv.
set -eu

only=" $* "
mkdir -p benchmarks/results
rm -f benchmarks/results/*.json # the row has what was measured now
.venv/bin/python -m benchmarks.figures.machine
for script in benchmarks/[a-z]*.py; do
  name=$(basename "$script" .py)
  case $name in soak_*) continue ;; esac # half an hour each: `make soak`
  case $only in "  " | *" $name "*) ;; *) continue ;; esac
  result=benchmarks/results/$name
  echo "== $name"
  status=0
  .venv/bin/python -m "benchmarks.$name" >"$result.tmp" || status=$?
  cat "$result.tmp"
  [ "$status" = 0 ] || exit "$status"
  mv "$result.tmp" "$result.txt"
done
.venv/bin/python -m benchmarks.figures.history
