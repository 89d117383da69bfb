# Two commands for a fresh machine: `make serve` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER_FLAGS ?=
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: help setup serve example test test-corpora editors check format build bench clean lock

help:
	@echo "make serve         this project's own site at http://127.0.0.1:8000/"
	@echo "make example       the example site, a modelling team of eight"
	@echo "make test          every test"
	@echo "make test-corpora  the tests on real material, none skipped"
	@echo "make editors       the language server and the web editor, for their tests; it wants node and npm"
	@echo "make check         lint, format, types, records, strict builds of both sites"
	@echo "make format        put the code into shape"
	@echo "make bench         the benchmarks"

setup: $(READY)

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; set PYTHON=…") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Forgebook needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

serve: setup
	$(BIN)/forgebook serve

example: setup
	$(BIN)/forgebook serve -C examples/demand-model

test: setup
	$(BIN)/python -m pytest -n 3 --dist loadfile

test-corpora: setup
	FORGEBOOK_CORPORA_REQUIRED=1 $(BIN)/python -m pytest -n 3 --dist loadfile -m corpora

# Exact versions and no lock: a lock would name a registry.
editors:
	npm install --prefix tests/language_server --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error
	npm install --prefix tests/web_editor --ignore-scripts --no-audit --no-fund --no-package-lock --loglevel=error

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/forgebook check
	$(BIN)/forgebook check -C examples/demand-model
	$(BIN)/forgebook build --strict
	$(BIN)/forgebook build --strict -C examples/demand-model
	$(BIN)/forgebook build --strict -C examples/demand-model --visibility public --site-dir site/public

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

build: setup
	$(BIN)/forgebook build --strict

bench: setup
	$(BIN)/python benchmarks/mutations.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/evidence.py
	$(BIN)/python benchmarks/history.py
	$(BIN)/python benchmarks/weight.py
	$(BIN)/python benchmarks/cover.py
	$(BIN)/python benchmarks/draft.py
	$(BIN)/python benchmarks/check.py

# Pins with hashes and without an index line, so that any index will do.
lock: setup
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --no-annotate --no-header --allow-unsafe --strip-extras --output-file requirements.txt requirements.in

clean:
	rm -rf tests/language_server/node_modules tests/web_editor/node_modules
	rm -rf $(VENV) .cache site examples/*/site .pytest_cache .mypy_cache .ruff_cache
