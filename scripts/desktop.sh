#!/usr/bin/env bash
# desktop.sh [COUNTY.gpkg [PICTURE.png]]: the real QGIS with the plugin and the layers of that file; without one, of
# the demo when it has run, else of the sample county.
# With a picture, or without a display: under Xvfb, grabs the window into the picture and quits.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
demo=$root/build/demo/county.gpkg
[ -e "$demo" ] || demo=$root/resources/sample/sample.gpkg
export COUNTY=${1:-$demo} PICTURE=${2:-}
if [ -z "$PICTURE" ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  PICTURE=$root/build/desktop.png
  echo "no display here: QGIS starts under Xvfb and its window is saved to build/desktop.png" >&2
fi
if [ -z "$PICTURE" ]; then
  profile=$root/build/desktop # kept, so that the window comes back as it was left
  qgis_profile "$profile"
  unset XDG_RUNTIME_DIR QGIS_CUSTOM_CONFIG_PATH
  PYTHONPATH=$root/scripts:$PYTHONPATH exec qgis --nologo --noversioncheck --profiles-path "$profile" --code "$root/scripts/desktop_code.py"
fi

new_profile
rm -f "$PICTURE"
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$profile/display" 2>"$profile/xvfb.log" &
server=$!
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$profile"' EXIT
for _ in $(seq 100); do [ -s "$profile/display" ] && break; sleep 0.1; done
[ -s "$profile/display" ] || { cat "$profile/xvfb.log" >&2; exit 1; }
DISPLAY=:$(cat "$profile/display")
export DISPLAY QT_QPA_PLATFORM=xcb PYTHONPATH=$root/scripts:$PYTHONPATH
unset WAYLAND_DISPLAY
timeout 150 qgis --nologo --noversioncheck --profiles-path "$profile" --code "$root/scripts/desktop_code.py" \
  >"$profile/qgis.log" 2>&1 || true # what counts is the picture
if [ ! -s "$PICTURE" ]; then
  cat "$profile/qgis.log" >&2
  echo "QGIS left no picture of its window" >&2
  exit 1
fi
