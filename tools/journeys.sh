#!/bin/sh
# Runs the whole stories of tests/journeys/ and says how many ran; a skipped one fails the run.
# With ARGS they are narrowed.
set -eu

eval "set -- ${ARGS:-}"
exec .venv/bin/python -m pytest -p tests.house_plugin -n "${WORKERS:-auto}" \
  --dist loadgroup --no-loadscope-reorder tests/journeys "$@"
