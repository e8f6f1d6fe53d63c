#!/bin/sh
# Runs the tests, Python's and the browser code's, and says how many ran. A skipped test fails
# the run: nothing is left out in silence. `tools/tests.sh fast` leaves out what is slow or
# needs a browser, a server or a service. With ARGS only pytest runs, narrowed.
set -eu

if [ "${1:-}" = fast ]; then
  set -- -m "not browser and not server and not services and not slow"
else
  set --
fi

if [ -n "${ARGS:-}" ]; then
  # The words of ARGS are split as the shell would: -k "one or two" stays one.
  eval "set -- \"\$@\" $ARGS"
  exec .venv/bin/python -m pytest -p tests.house_plugin "$@"
fi

# Each test goes to the process that is free next, browsers last; a group stays in one, where
# its servers start once.
failed=
.venv/bin/python -m pytest -p tests.house_plugin -n "${WORKERS:-auto}" --dist loadgroup \
  --no-loadscope-reorder "$@" ||
  failed="$failed Python"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! find tests/js -name '*.test.js' -exec node --test --test-reporter=tap {} + >"$log" 2>&1; then
  cat "$log" >&2
  failed="$failed JavaScript"
fi
count() { sed -n "s/^# $1 //p" "$log" | tail -n 1; }
echo "JavaScript: $(count tests) tests ran, $(count skipped) skipped, $(count todo) to do"
if [ "$(count skipped)$(count todo)" != 00 ]; then
  echo "a skipped test counts as failed" >&2
  failed="$failed skipped"
fi

if [ -n "$failed" ]; then
  echo "tests failed:$failed" >&2
  exit 1
fi
