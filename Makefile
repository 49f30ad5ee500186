# Needs Python 3.11, make and a package index. Everything else is fetched into .uv/ and .venv/.

PYTHON := $(shell command -v python3.11 || command -v python3)
UV := $(shell command -v uv || echo .uv/bin/uv)
BIN := .venv/bin
INSTALLED := .venv/.installed
DBT_FOLDERS := --project-dir dbt_project --profiles-dir dbt_project
BUILD = $(or $(PANELSOCIAL_WAREHOUSE),warehouse)/build/panel_social.duckdb
PORT ?= 3000

export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
export DAGSTER_DISABLE_TELEMETRY := 1
export DO_NOT_TRACK := 1

.PHONY: help refresh test lint docs dev lock clean
.DELETE_ON_ERROR:

help:
	@echo "make refresh   read the reports in data/raw and publish warehouse/current/panel_social.duckdb"
	@echo "make test      lint, types, SQL and every test"
	@echo "make docs      the tables, their columns and what they are made of, as one page to open in a browser"
	@echo "make dev       the graph in a browser, http://127.0.0.1:$(PORT)"
	@echo "make lint      what make test runs before the tests"
	@echo "make lock      resolve the dependencies of pyproject.toml into requirements.lock"
	@echo "make clean     remove the environment, caches and the private build; releases stay"

refresh: $(INSTALLED)
	@$(BIN)/panelsocial refresh

test: lint
	$(BIN)/pytest

lint: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/sqlfmt --check --no-progressbar dbt_project/models dbt_project/macros dbt_project/tests queries
	$(BIN)/dbt --quiet --warn-error parse $(DBT_FOLDERS)

docs: $(INSTALLED)
	@test -f "$(BUILD)" || { echo "Run make refresh first: the pages describe its tables."; exit 1; }
	@PANELSOCIAL_BUILD_DATABASE="$(abspath $(BUILD))" \
	  $(BIN)/dbt --quiet docs generate --static $(DBT_FOLDERS)
	@echo "Open dbt_project/target/static_index.html"

dev: $(INSTALLED)
	$(BIN)/dbt --quiet parse $(DBT_FOLDERS)
	mkdir -p .dagster
	ln -sf ../dagster.yaml .dagster/dagster.yaml
	DAGSTER_HOME="$(CURDIR)/.dagster" $(BIN)/dagster dev --workspace workspace.yaml --host 127.0.0.1 --port $(PORT)

lock: | $(UV)
	$(UV) pip compile pyproject.toml --all-extras --generate-hashes --no-header --no-strip-extras \
	  --no-emit-index-url --no-emit-find-links --python-version 3.11 --quiet -o requirements.lock

clean:
	rm -rf .venv .uv .dagster data/extracted warehouse/build dbt_project/target dbt_project/logs
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(INSTALLED): requirements.lock pyproject.toml | $(UV)
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info[:2] == (3, 11) else "Python 3.11 is needed; found " + sys.version)'
	$(UV) venv --quiet --allow-existing --python "$(PYTHON)" .venv
	$(UV) pip sync --quiet --python .venv --require-hashes requirements.lock
	$(UV) pip install --quiet --python .venv --no-deps --editable .
	@touch $@

# Only where uv is not on the PATH. Some systems ship Python without venv, some without pip.
.uv/bin/uv:
	@{ $(PYTHON) -m venv .uv && .uv/bin/pip install --quiet uv; } \
	  || { rm -rf .uv && $(PYTHON) -m pip install --quiet --target .uv uv; } \
	  || { echo "Neither venv nor pip works in $(PYTHON): install uv, or your system's python3-venv."; exit 1; }
