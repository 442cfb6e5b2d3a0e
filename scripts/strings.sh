#!/usr/bin/env bash
# strings.sh: collects the marked texts into resources/i18n/*.ts.  strings.sh compile IN.ts OUT.qm: for use by QGIS.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ "${1:-}" = compile ]; then
  for lrelease in /usr/lib/qt5/bin/lrelease /usr/lib/*/qt5/bin/lrelease /usr/lib/qt6/bin/lrelease lrelease; do
    command -v "$lrelease" >/dev/null && break
  done
  "$lrelease" -silent "$2" -qm "$3.new" >&2
  mv "$3.new" "$3" # in one step: another run may be reading it
else
  mapfile -t sources < <(git ls-files -co --exclude-standard '*.py' ':!tests' ':!scripts')
  pylupdate5 -noobsolete -tr-function N_ "${sources[@]}" -ts resources/i18n/fengsui_zh_CN.ts
  sed -i '/<location /d' resources/i18n/fengsui_zh_CN.ts # line numbers change with every edit, and merges break on them
fi
