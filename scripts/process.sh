#!/usr/bin/env bash
# process.sh ARGUMENTS...: qgis_process with this checkout as the plugin fengsui; JSON on standard output.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
new_profile
export QT_QPA_PLATFORM=offscreen PYTHONWARNINGS=${PYTHONWARNINGS:-ignore::DeprecationWarning}
# Debian 12's qgis_process is a wrapper that fails; the program behind it works
program=$(command -v qgis_process.bin || command -v qgis_process)
"$program" --json "$@"
