#!/usr/bin/env bash
# window.sh FILE.py: the real QGIS under Xvfb, with the plugin in a fresh profile, runs the file, which must quit QGIS.
# FENGSUI_LOCALE names the language, QT_SCALE_FACTOR the scaling.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
steps=$(readlink -f "$1")
new_profile
export PYTHONPATH=$(dirname "$steps"):$PYTHONPATH # as for any script: what lies beside it
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$profile/display" 2>"$profile/xvfb.log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$profile"' EXIT
for _ in $(seq 100); do [ -s "$profile/display" ] && break; sleep 0.1; done
[ -s "$profile/display" ] || { cat "$profile/xvfb.log" >&2; exit 1; }
DISPLAY=:$(cat "$profile/display")
export DISPLAY QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY
timeout "${WINDOW_SECONDS:-90}" qgis --nologo --noversioncheck --profiles-path "$profile" --code "$steps"
