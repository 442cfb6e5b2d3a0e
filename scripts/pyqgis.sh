#!/usr/bin/env bash
# pyqgis.sh SCRIPT ARGUMENTS...: a Python script with QGIS's libraries and the plugin as `fengsui`, without a window.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
FENGSUI_LOCALE=$(qgis_locale) # before the profile sets LC_ALL
new_profile
export QT_QPA_PLATFORM=offscreen FENGSUI_LOCALE XDG_CONFIG_HOME=$profile/config
export PYTHONPATH=$profile/profiles/default/python/plugins:/usr/share/qgis/python/plugins:$PYTHONPATH
export PYTHONWARNINGS=${PYTHONWARNINGS:-ignore::DeprecationWarning}
"$root/.venv/bin/python" "$@"
