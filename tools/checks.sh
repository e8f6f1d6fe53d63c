#!/bin/sh
# Everything that is checked without running the product. All checks run, side by side, and
# the last line names those that failed. Names as arguments narrow it: tools/checks.sh mypy links
set -u

bin=.venv/bin
NOTHING_KNOWN=75 # no tool of ours ends with it
only=" $* "
failed=
unknown=
begun=
ran=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

check() { # name, command …
  name=$1
  shift
  case $only in
    "  ") ;;
    *" $name "*) ;;
    *) return ;;
  esac
  begun="$begun $name"
  "$@" >"$folder/$name" 2>&1 &
  eval "pid_of_$name=$!"
}

# In the order in which they were begun; what one said is shown unless it passed.
report() {
  for name in $begun; do
    echo "== $name"
    eval "wait \$pid_of_$name"
    case $? in
      0) ran=$((ran + 1)) && continue ;;
      "$NOTHING_KNOWN") unknown="$unknown $name" ;;
      *) ran=$((ran + 1)) failed="$failed $name" ;;
    esac
    cat "$folder/$name"
  done
}

files() { # patterns: the files of the project, those not yet committed too
  git ls-files --cached --others --exclude-standard -- "$@" |
    while read -r file; do [ -f "$file" ] && echo "$file"; done
}

templates() {
  files 'templates/*.html' | xargs $bin/djade --target-version 5.2 --check
}

migrations() {
  DATA_DIR="$folder/data" $bin/python manage.py makemigrations --check --dry-run
}

facts() {
  DATA_DIR="$folder/data" $bin/python manage.py verify_facts
}

# As docker-compose.yml runs it behind a proxy with TLS. The secret is thrown away.
deploy() {
  secret=$($bin/python -c 'import secrets; print(secrets.token_urlsafe(60))')
  DATA_DIR="$folder/data" SECRET_KEY="$secret" HOST_KEY="$secret" \
    PUBLIC_URL=https://replay.example.org \
    REDIS_URL=redis://redis:6379/0 DATABASE_URL=postgres://replay:secret@postgres/replay \
    $bin/python manage.py check --deploy --fail-level WARNING
}

shell() {
  { files '*.sh'; echo .ci/run; } | xargs $bin/shellcheck
}

# Advisories come from the package index. Without them nothing is known, and that is said: it
# is neither a pass nor a failure.
audit() {
  $bin/pip-audit --requirement requirements.txt --no-deps --disable-pip \
    --progress-spinner off --timeout 10 >"$folder/advisories" 2>&1
  audited=$?
  if grep -q 'known vulnerabilit.* in [1-9]' "$folder/advisories"; then
    cat "$folder/advisories"
    return 1
  elif [ $audited != 0 ] || grep -q 'could not be audited' "$folder/advisories"; then
    echo "not checked: the index of advisories cannot be reached"
    return "$NOTHING_KNOWN"
  fi
}

git ls-files >"$folder/files" || exit 1 # several checks ask git what the project is

check mypy $bin/python -m mypy # the longest comes first
check browser npm run --silent check
check ruff $bin/ruff check --quiet .
check format $bin/ruff format --check --quiet .
check templates templates
check layers $bin/lint-imports --no-cache
check migrations migrations
check facts facts
check deploy deploy
check licences $bin/python -m tools.licences
check links $bin/python -m tools.links
check compose $bin/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
check dockerfile $bin/hadolint --failure-threshold info Dockerfile
check shell shell
check audit audit
report

if [ "$ran" = 0 ] && [ -z "$unknown" ]; then
  echo "knightreplay: no check is called $*" >&2
  exit 2
elif [ -n "$failed" ]; then
  echo "checks: $ran ran, failed:$failed" >&2
  exit 1
fi
[ -z "$unknown" ] || echo "checks: nothing is known of:$unknown" >&2
[ "$ran" = 0 ] || echo "checks: $ran ran, all passed"
