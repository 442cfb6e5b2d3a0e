#!/usr/bin/env bash
# Brings a Debian or Ubuntu machine to where every other command works: QGIS from apt, a venv in .venv.
# Safe to repeat; says something only when there is something to do.
# `setup.sh servers` also brings PostgreSQL with PostGIS, which the slow tests start for themselves; `setup.sh programs` the
# Chromium and LibreOffice that reports and forms are opened with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null >&2 # standard output belongs to the command that called
export LC_ALL=C.UTF-8 # what apt says is read here

# A package, or several names of which the first that the release knows is taken.
packages=(
  qgis python3-qgis python3-gdal python3-geopandas python3-pandas python3-numpy python3-scipy python3-pyproj
  python3-yaml python3-matplotlib python3-jinja2 python3-openpyxl python3-requests openssl python3-venv python3-dev gcc g++ libgeos-dev git make
  xvfb xauth fonts-noto-cjk "qttools5-dev-tools|qttools5-dev|qt6-l10n-tools" "pyqt5-dev-tools|pyqt6-dev-tools"
)

optional=()
for group in "$@"; do
  case $group in
    servers) optional+=("postgresql-18-postgis-3|postgresql-17-postgis-3|postgresql-16-postgis-3|postgresql-15-postgis-3|postgresql-14-postgis-3" python3-psycopg2) ;;
    programs) optional+=("chromium|chromium-browser" poppler-utils libreoffice-calc-nogui libreoffice-writer-nogui) ;;
  esac
done
packages+=("${optional[@]}")

say() { echo "setup: $*"; }
stop() { say "$*"; exit 1; }
installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
available() { [[ $(apt-cache policy "$1" 2>/dev/null) =~ "Candidate: "[^\(] ]]; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else stop "these need root, and there is no sudo here: $*"
  fi
}

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@"; }

missing_packages() { # of those named
  local names name
  for names in "$@"; do
    for name in ${names//|/ }; do installed "$name" && continue 2; done
    for name in ${names//|/ }; do available "$name" && { echo "$name"; continue 2; }; done
    echo "${names%%|*}"
  done
}

install_packages() {
  command -v apt-get >/dev/null || stop "this needs apt (Debian 12 or 13, Ubuntu 22.04 or 24.04)"
  local missing
  mapfile -t missing < <(missing_packages "${packages[@]}")
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing with apt: ${missing[*]}"
  apt_get install -y --no-install-recommends "${missing[@]}" && return
  say "apt's lists may be old or absent: updating them"
  apt_get update
  mapfile -t missing < <(missing_packages "${packages[@]}") # the lists decide between alternative names
  apt_get install -y --no-install-recommends "${missing[@]}"
}

# What the stamp stands for: this script, the pins, the place of the checkout, the versions that apt gave.
fingerprint() {
  { pwd
    cat scripts/setup.sh scripts/venv.py scripts/requirements.txt
    dpkg-query -W -f '${Package} ${Version}\n' qgis python3 python3-numpy python3-shapely python3-geopandas libgeos-dev
  } 2>&1 | sha256sum
}

ready() {
  [ "$(cat .venv/set-up 2>/dev/null)" = "$(fingerprint)" ] &&
    command -v qgis_process >/dev/null &&
    [ -z "$(missing_packages "${optional[@]}")" ] &&
    .venv/bin/python -c 'import geopandas, pytest' 2>/dev/null
}

make_venv() {
  # a checkout that was moved has scripts that point to the old place
  if [ -d .venv ] && ! { grep -qF "$PWD/.venv" .venv/bin/activate && .venv/bin/python -c '' && .venv/bin/pip -V; } >/dev/null 2>&1; then
    say "making .venv again: it belongs to another place or another Python"
    rm -rf .venv
  fi
  # /usr/bin/python3 by name: another python3 may come first on PATH, and it has no PyQGIS
  [ -d .venv ] || { say "making .venv"; /usr/bin/python3 -m venv --system-site-packages .venv; }
  local python=.venv/bin/python need numpy
  numpy=$(/usr/bin/python3 -c 'import numpy; print(numpy.__version__)')
  $python -m pip install -q -r scripts/requirements.txt "numpy==$numpy"
  for need in $($python scripts/venv.py needs); do
    say "adding $need to .venv"
    case $need in
      # from source, against the GEOS that QGIS itself is linked to: a binary wheel crashes qgis and qgis_process
      shapely*) $python -m pip install -q --no-binary shapely "$need" "numpy==$numpy" ;;
      # without dependencies: pip would put another numpy over the one that pandas was built for
      *) $python -m pip install -q --no-deps "$need" ;;
    esac
  done
  $python scripts/venv.py check
}

mkdir -p build
exec 9>build/setup.lock
flock 9 # two commands started at once set up once
if ready; then
  .venv/bin/python scripts/venv.py check # someone may have added a wheel since
  exit
fi
install_packages
make_venv
fingerprint >.venv/set-up
say "ready"
