#!/bin/sh
# Runs every benchmark, or those that are named; what each prints is kept in
# benchmarks/results/, and their ratios as a row of benchmarks/history.csv. One that
# fails, or takes longer than ten minutes, leaves its columns empty, and the others go on.
set -eu

only=" $* "
failed=
mkdir -p benchmarks/results
rm -f benchmarks/results/*.json # the row has what was measured now
.venv/bin/python -m benchmarks.figures.machine
for script in benchmarks/[a-z]*.py; do
  name=$(basename "$script" .py)
  case $name in soak_*) continue ;; esac # half an hour each: `make soak`
  case $only in "  " | *" $name "*) ;; *) continue ;; esac
  result=benchmarks/results/$name
  echo "== $name"
  begun=$(date +%s)
  # Interrupted as by hand, so that it ends what it has started.
  timeout --foreground --signal=INT --kill-after=60 600 \
    .venv/bin/python -m "benchmarks.$name" >"$result.tmp" || failed="$failed $name"
  cat "$result.tmp"
  mv "$result.tmp" "$result.txt"
  echo "-- $name took $(($(date +%s) - begun)) s"
done
.venv/bin/python -m benchmarks.figures.history
if [ -n "$failed" ]; then
  echo "benchmarks: failed:$failed" >&2
  exit 1
fi
