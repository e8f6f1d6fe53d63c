#!/bin/sh
# The long forms of what `make test` runs in short: processes and stores are killed at random
# while people watch and act, and the socket is sent 100,000 messages. DRILL narrows it.
set -eu

drill() { # name, module, arguments …
  case " ${DRILL:-$1} " in
    *" $1 "*) ;;
    *) return 0 ;;
  esac
  echo "== $1"
  shift
  .venv/bin/python -m "$@"
}

drill faults tests.drill.faults
drill fuzz tests.security --messages "${MESSAGES:-100000}"
