#!/bin/sh
# Runs every benchmark; each prints ratios, which are kept beside the scripts.
set -eu

mkdir -p benchmarks/results
for script in benchmarks/[a-z]*.py; do
  name=$(basename "$script" .py)
  echo "== $name"
  .venv/bin/python "$script" >"benchmarks/results/$name.tmp"
  cat "benchmarks/results/$name.tmp"
  mv "benchmarks/results/$name.tmp" "benchmarks/results/$name.txt"
done
