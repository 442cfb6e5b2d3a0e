#!/usr/bin/env bash
# test.sh ARGUMENTS...: pytest in the venv, without a window.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
cd "$root"
python_environment
unset PYTHONPATH # the venv finds its own
mkdir -p -m 700 build/run
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 # the workers take the cores
export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$root/build/run
exec .venv/bin/pytest "$@"
