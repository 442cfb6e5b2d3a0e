# Every command does its own set-up; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
ARGS ?=
translations := $(patsubst %.ts,%.qm,$(wildcard resources/i18n/*.ts))

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: ## install what is missing: QGIS from apt, a venv in .venv
	@bash scripts/setup.sh

# standard output holds only the JSON; values with | or spaces go in single quotes inside ARGS
process: setup $(translations) ## any algorithm without a window: make process ARGS="run fengsui:… --NAME=value"
	@bash scripts/process.sh $(ARGS)

demo: setup $(translations) ## the sample county checked; results and pictures in build/demo
	@bash scripts/demo.sh

desktop: setup $(translations) ## QGIS with the plugin and the sample county
	@bash scripts/desktop.sh

# a worker more than there are cores: those that walk through the window wait for it
test: setup $(translations) ## the tests; ARGS="-k name" chooses
	@bash scripts/test.sh -n $$(($$(nproc) + 1)) --maxprocesses=5 --dist loadfile --no-loadscope-reorder -m "not slow" $(ARGS)

test-all: setup $(translations) ## the slow ones too, and every comparison of the rules swapped (half an hour)
	@bash scripts/setup.sh servers programs
	@FENGSUI_RANDOM=1 bash scripts/test.sh $(ARGS)
	@. scripts/environment.sh && python_environment && unset PYTHONPATH && .venv/bin/python scripts/mutate_rules.py

zip: setup ## the last commit as the plugin site takes it: build/fengsui.zip
	@.venv/bin/python scripts/zip.py

bench: setup ## speed, beside QGIS's own algorithms on the same data
	@for bench in tests/bench/check_*.py; do bash scripts/pyqgis.sh "$$bench" || exit 1; done

lint: setup ## style and types
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && bash scripts/types.sh

strings: setup ## bring the translation files up to date with the sources
	@bash scripts/strings.sh

resources/i18n/%.qm: resources/i18n/%.ts | setup
	@bash scripts/strings.sh compile "$<" "$@"

.PHONY: help setup demo process desktop test test-all zip bench lint strings
