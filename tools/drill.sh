#!/bin/sh
# The long forms of what `make test` and `make journeys` run in short. Processes and stores are
# killed at random while viewers watch and hosts act, then while a class and its host are at
# work, on each database; and sockets, their parsers and the API are sent what nobody would say.
# DRILL narrows it to some of: faults people fuzz api.
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

drill faults tests.drill.faults --rounds "${ROUNDS:-3}"
drill people tests.drill.people --minutes "${MINUTES:-10}" --bots "${BOTS:-60}"
drill fuzz tests.security --parsed "${PARSED:-1000000}" --messages "${MESSAGES:-100000}"
export FUZZ_EXAMPLES="${EXAMPLES:-200}"
drill api pytest -q tests/security/test_fuzz.py -k api_answers
