# Everything the project does, from one place. Needs GNU make 3.81 and Python 3.11, or newer.
# Paths are relative, so the folder may stand anywhere and its name may hold spaces.

YEAR   ?= 2017
UNIT   ?= pusat
PYTHON ?= python3
ARGS   ?=
VENV   ?= .venv

BIN := $(VENV)/bin
UV := $(BIN)/python tools/uv_like_pip.py
BENCHMARKS := audit lint build many log figures
LOCK_EXTRAS := --extra dev --extra audit --extra bkn --extra dask --extra duckdb --extra sql

.DEFAULT_GOAL := help
.PHONY: help report test test-oldest check coverage docs mutate lab bench lock sbom release clean set-up

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 — \2/p' Makefile

report: set-up ## write outputs/YEAR/UNIT/laporan.html (YEAR=2017 UNIT=pusat)
	@$(BIN)/laporan build "$(YEAR)" --unit "$(UNIT)" $(ARGS)
	@command -v laporan >/dev/null || echo 'Perintah lain, di shell ini: source $(BIN)/activate, lalu laporan --help'

# Compiled once: where PYTHONDONTWRITEBYTECODE is set, as in many containers, each process that a test starts would do it anew.
test: set-up ## run the tests; choose with ARGS="-k words"
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

# Resolved anew each time: what we name is the oldest that we admit, what those need is the newest. Warnings are
# none of our business there: each tells of two packages that are years apart.
test-oldest: set-up ## run the tests with the oldest packages that pyproject.toml admits, in .venv-oldest
	@mkdir -p .cache
	@$(UV) pip compile --quiet --resolution lowest-direct --generate-hashes --no-header --no-annotate \
	  $(LOCK_EXTRAS) pyproject.toml -o .cache/requirements-oldest.lock
	@"$(PYTHON)" tools/set_up.py .venv-oldest .cache/requirements-oldest.lock
	@.venv-oldest/bin/python -m pytest -W default -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: set-up ## style and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy

# What it needs beside the environment stands apart from it: what a report is made with stays as it is.
DOCS := $(VENV)/docs-packages
docs: set-up $(DOCS) ## build the documentation, offline, in outputs/dokumentasi; a dead link or a fault in a page ends it
	@PYTHONPATH=$(DOCS) $(BIN)/python tools/reference.py docs/rujukan
	@PYTHONPATH=$(DOCS) $(BIN)/python -m sphinx --quiet --fail-on-warning --jobs 2 \
	  --doctree-dir .cache/docs docs outputs/dokumentasi || { rm -rf .cache/docs; exit 1; }
	@echo outputs/dokumentasi/index.html

$(DOCS): requirements-docs.lock | set-up
	@rm -rf $(DOCS)
	@$(UV) pip install --quiet --target $(DOCS) --require-hashes --only-binary :all: -r requirements-docs.lock
	@touch $(DOCS)

# Each Python that a test starts is followed: tools/covered begins it. The report, in .cache/coverage/html, is made of a run that
# ended with failing tests, too.
FOLLOWED := COVERED="$(CURDIR)/src" PYTHONPATH="$(CURDIR)/tools/covered:$(CURDIR)/$(DOCS)"
coverage: set-up $(DOCS) ## run the tests and tell which lines of src none of them runs; choose with ARGS
	@rm -rf .cache/coverage
	-@$(FOLLOWED) $(BIN)/python -m coverage run -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)
	@PYTHONPATH=$(DOCS) $(BIN)/python -m coverage combine --quiet
	@PYTHONPATH=$(DOCS) $(BIN)/python -m coverage html --quiet --directory .cache/coverage/html
	@PYTHONPATH=$(DOCS) $(BIN)/python -m coverage report

bench: set-up ## measure, and write docs/benchmarks.md: what audit and lint find and miss, seconds, memory (twenty minutes)
	@for name in $(BENCHMARKS); do $(BIN)/python benchmarks/$$name.py || exit 1; done

# Hours for all of it: ARGS="facts/quantity" is some minutes. What was found stands in .cache/mutate.
mutate: set-up ## break the numbers' code on purpose, in .venv-mutate, and print what no test notices; choose with ARGS
	@mkdir -p .cache
	@$(UV) pip compile --quiet --generate-hashes --no-header --no-annotate \
	  $(LOCK_EXTRAS) --extra mutate pyproject.toml -o .cache/requirements-mutate.lock
	@"$(PYTHON)" tools/set_up.py .venv-mutate .cache/requirements-mutate.lock
	@nice .venv-mutate/bin/python tools/mutate.py $(ARGS)

lab: set-up ## open the notebooks in JupyterLab
	@$(BIN)/laporan lab $(ARGS)

set-up: ## make .venv (VENV=another PYTHON=python3.13) from the lock, where it isn't there or is older than the lock
	@command -v "$(PYTHON)" >/dev/null || { echo 'No $(PYTHON) here: install Python 3.11 or newer.' >&2; exit 1; }
	@"$(PYTHON)" tools/set_up.py "$(VENV)"

# Keeps the versions that still fit; ARGS=--upgrade takes the newest, ARGS="--upgrade-package NAME" one.
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(ARGS)
lock: set-up ## write requirements.lock again, for every system, and what follows from it: the locks of uv and docs, environment.yml, sbom
	@$(LOCK) $(LOCK_EXTRAS) pyproject.toml -o requirements.lock
	@echo uv | $(LOCK) --no-annotate - -o requirements-uv.lock
	@$(LOCK) --group docs -c requirements.lock -o requirements-docs.lock
	@$(BIN)/python tools/conda_environment.py
	@$(MAKE) --no-print-directory sbom

sbom: set-up ## write docs/sbom.json (CycloneDX) and docs/licences.md: what the suite is made of
	@$(BIN)/python tools/bill_of_materials.py

release: set-up ## build wheel, sdist, changelog, bill of materials and checksums of the committed version into dist/
	@$(BIN)/python tools/release.py

clean: ## remove what can be made again; .venv and outputs stay
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
