# Everything the project does, from one place. Needs GNU make 3.81 and Python 3.11, or newer.
# Paths are relative, so the folder may stand anywhere and its name may hold spaces.

YEAR   ?= 2017
UNIT   ?= pusat
PYTHON ?= python3
ARGS   ?=

BIN := .venv/bin
BENCHMARKS := audit lint build many log figures
LOCK_EXTRAS := --extra dev --extra audit --extra dask

.DEFAULT_GOAL := help
.PHONY: help report test check lab bench lock clean set-up

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 — \2/p' Makefile

report: set-up ## write outputs/YEAR/UNIT/laporan.html (YEAR=2017 UNIT=pusat)
	@$(BIN)/laporan build "$(YEAR)" --unit "$(UNIT)" $(ARGS)

test: set-up ## run the tests; choose with ARGS="-k words"
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: set-up ## style and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy

bench: set-up ## measure, and write docs/benchmarks.md: what audit and lint find and miss, seconds, memory (twenty minutes)
	@for name in $(BENCHMARKS); do $(BIN)/python benchmarks/$$name.py || exit 1; done

lab: set-up ## open the notebooks in JupyterLab
	@$(BIN)/laporan lab $(ARGS)

set-up: ## make .venv from the lock, where it isn't there or is older than the lock
	@command -v "$(PYTHON)" >/dev/null || { echo 'No $(PYTHON) here: install Python 3.11 or newer.' >&2; exit 1; }
	@"$(PYTHON)" tools/set_up.py

# Keeps the versions that still fit; ARGS=--upgrade takes the newest, ARGS="--upgrade-package NAME" one.
lock: ## write requirements.lock again, by uv (for every system) or pip-tools (for this one)
	@if command -v uv >/dev/null; then \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    $(LOCK_EXTRAS) $(ARGS) pyproject.toml -o requirements.lock; \
	elif command -v pip-compile >/dev/null; then \
	  pip-compile --quiet --strip-extras --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	    $(LOCK_EXTRAS) $(ARGS) pyproject.toml -o requirements.lock; \
	else echo 'Install uv, or pip-tools, to write the lock.' >&2; exit 1; fi

clean: ## remove what can be made again; .venv and outputs stay
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
