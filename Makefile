# Every command of the house. `make help` lists them.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

export PORT ?= 8000
export DIRECTORY_HOME ?= var

PY := .venv/bin/python
SCRIPTS = $(shell grep -rlI '^\#!.*sh$$' scripts .ci)

.PHONY: help run test check format lock bench audit clean

help: ## what each command does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up, load the sample data where nothing is loaded yet, serve (PORT=8000 DIRECTORY_HOME=var)
	@scripts/setup/environment run
	@scripts/load_fixtures
	@exec scripts/serve

test: ## set up, start a real Elasticsearch, run every test, stop it (ARGS= goes to pytest)
	@scripts/setup/environment test
	@exec $(PY) -m tests.run $(ARGS)

check: ## formatting, lint, types, shell syntax
	@scripts/setup/environment test
	@$(PY) -m ruff format --check --quiet . || { echo 'Formatting differs: make format mends it.'; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy --no-error-summary
	@for script in $(SCRIPTS); do bash -n $$script; done
	@echo 'check: formatting, lint, types and scripts are sound'

format: ## rewrite the sources in the house style
	@scripts/setup/environment test
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

lock: ## choose and pin new versions from requirements/*.in
	@scripts/setup/environment test
	@for set in run test; do \
	  $(PY) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --custom-compile-command 'make lock' requirements/$$set.in -o requirements/$$set.txt; done

bench: ## the benchmarks of docs/performance.md
	@scripts/setup/environment run
	@exec $(PY) -m bench

audit: ## pages in a real browser: weight, speed, accessibility, HTML (ARGS=--only axe)
	@scripts/setup/environment test
	@exec $(PY) -m scripts.audit $(ARGS)

clean: ## remove the environment and the caches; loaded data stays
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
