#!/bin/sh
# Sees to it that programs of the system are there: installs them when it may, as root on
# Debian or Ubuntu, and otherwise fails with the one command that does.
set -eu

has() {
  case $1 in
    nodejs) command -v node ;;
    chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
    firefox-esr) command -v firefox-esr || command -v firefox ;;
    pango) .venv/bin/python -c 'import weasyprint' ;; # which loads it
    postgresql) command -v initdb || ls /usr/lib/postgresql/*/bin/initdb ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

on_ubuntu() {
  grep -qs '^ID=ubuntu' /etc/os-release
}

named() { # as the distribution calls it
  case $1 in
    chromium) if on_ubuntu; then echo chromium-browser; else echo chromium; fi ;;
    firefox-esr) if on_ubuntu; then echo firefox; else echo firefox-esr; fi ;;
    pango) echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core ;;
    *) echo "$1" ;;
  esac
}

missing=
for package in "$@"; do
  has "$package" || missing="$missing $(named "$package")"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "knightreplay: install these and try again:$missing" >&2
  exit 1
fi
install="apt-get update && apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" != 0 ]; then
  echo "knightreplay: install what is missing: sudo sh -c '$install'" >&2
  exit 1
fi
echo "Installing$missing …"
if ! DEBIAN_FRONTEND=noninteractive sh -c "$install"; then
  echo "knightreplay: this failed: $install" >&2
  exit 1
fi
for package in "$@"; do
  has "$package" || {
    echo "knightreplay: $package was installed and is still not found" >&2
    exit 1
  }
done
