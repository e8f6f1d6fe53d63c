#!/bin/sh
# Makes .venv, or another folder, if it is missing or broken, and installs one requirements file into it.
set -eu

# PYTHON names the interpreter to make it with.
file=$1
venv=${2:-.venv}
python=${PYTHON:-python3}

fail() {
  echo "knightreplay: $*" >&2
  exit 1
}

command -v "$python" >/dev/null ||
  fail "$python is missing; install Python 3.11 or newer"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "Python 3.11 or newer is needed, $python is $("$python" -V | cut -d' ' -f2); name another: PYTHON=python3.12 make run"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  fail "$python has no venv; on Debian or Ubuntu: apt-get install python3-venv"

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  echo "Making the virtual environment $venv …"
  "$python" -m venv --clear "$venv" || fail "$venv could not be made"
fi

# pip's progress goes to the terminal, its complaints to a file: if it fails, one line tells.
log=$venv/pip.log
echo "Installing what $file names (a minute or two the first time) …"
if ! "$venv/bin/python" -m pip install --disable-pip-version-check --require-hashes -r "$file" 2>"$log"; then
  if grep -qiE 'connection|timed out|name resolution|not known' "$log"; then
    fail "the package index cannot be reached; the first start needs a network ($log)"
  fi
  fail "pip could not install $file: $(grep -m1 '^ERROR' "$log" || echo "see $log")"
fi
