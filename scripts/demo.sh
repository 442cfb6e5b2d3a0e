#!/usr/bin/env bash
# The main job on the sample county without a window, its results and five pictures of them in build/demo.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export FENGSUI_LOCALE=${FENGSUI_LOCALE:-zh-Hans}
bash scripts/pyqgis.sh scripts/demo.py
bash scripts/pyqgis.sh scripts/demo_targets.py
bash scripts/pyqgis.sh scripts/demo_report.py
bash scripts/pyqgis.sh scripts/demo_map.py build/demo/county.gpkg build/demo/map.png
bash scripts/pyqgis.sh scripts/demo_locations.py build/demo/county.gpkg build/demo/locations.png
bash scripts/pyqgis.sh scripts/demo_gaps.py build/demo/county.gpkg build/demo/gaps.png
bash scripts/pyqgis.sh scripts/demo_terrain.py build/demo/terrain.png
bash scripts/desktop.sh "$PWD/build/demo/county.gpkg" "$PWD/build/demo/qgis.png"
echo
for result in county.gpkg opinions.xlsx reports/report.{html,xlsx,pdf} reports/report_public.html reports/sheets.pdf \
  reports/opinions.{xlsx,docx} reports/{ledger,gaps,progress}.xlsx map.png locations.png gaps.png terrain.png qgis.png; do
  [ -s "build/demo/$result" ] || { echo "build/demo/$result is missing" >&2; exit 1; }
  du -h --apparent-size "build/demo/$result"
done
