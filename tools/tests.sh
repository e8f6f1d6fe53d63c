#!/bin/sh
# Runs every test, Python's and the browser code's, and says how many ran. A skipped test
# fails the run: nothing is left out in silence. With ARGS only pytest runs, narrowed.
set -eu

ARGS=${ARGS:-}
if [ -n "$ARGS" ]; then
  # The words of ARGS are split as the shell would: -k "one or two" stays one.
  eval "set -- $ARGS"
  exec .venv/bin/python -m pytest -p tests.house_plugin "$@"
fi

.venv/bin/python -m pytest -p tests.house_plugin -n "${WORKERS:-auto}" --dist loadgroup

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
node --test --test-reporter=tap tests/js/*.test.js >"$log" 2>&1 || status=$?
count() { sed -n "s/^# $1 //p" "$log" | tail -n 1; }
if [ "$status" != 0 ]; then
  grep -v '^# Subtest' "$log" >&2
fi
echo "JavaScript: $(count tests) tests ran, $(count fail) failed, $(count skipped) skipped, $(count todo) to do"
if [ "$(count skipped)" != 0 ] || [ "$(count todo)" != 0 ]; then
  echo "knightreplay: a skipped test counts as failed" >&2
  exit 1
fi
exit "$status"
