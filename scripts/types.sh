#!/usr/bin/env bash
# mypy on core, through the link of the right package name (tests/conftest.py makes the same one).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
mkdir -p "$root/build/plugins"
ln -sfn "$root" "$root/build/plugins/fengsui"
cd "$root/build/plugins"
exec "$root/.venv/bin/mypy" --config-file "$root/pyproject.toml" --cache-dir "$root/build/mypy" -p fengsui.core
