# Needs Python 3.11, 3.12 or 3.13, GNU make and a package index. Everything else is fetched into .uv/ and .venv/.

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
# The first that works. Another one: make PYTHON=python3.13 refresh
PYTHON := $(shell for name in python3.11 python3.12 python3.13 python3 python; do \
  $$name -c '$(SUPPORTED)' >/dev/null 2>&1 && echo $$name && break; done)
VERSION := import sys; print(sys.version)
UV := $(shell command -v uv || echo .uv/bin/uv)
BIN := .venv/bin
INSTALLED := .venv/.installed
DBT_FOLDERS := --project-dir dbt_project --profiles-dir dbt_project
BUILD = $(or $(PANELSOCIAL_WAREHOUSE),warehouse)/build/panel_social.duckdb
PUBLISHED = $(or $(PANELSOCIAL_WAREHOUSE),warehouse)/current/panel_social.duckdb
PORT ?= 3000
SITE_PORT ?= 8000
LOCK := requirements.lock

export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1
# The certificates that the system trusts, where a proxy has its own. The second is the name in older uv.
export UV_SYSTEM_CERTS := 1
export UV_NATIVE_TLS := 1
export DAGSTER_DISABLE_TELEMETRY := 1
export DO_NOT_TRACK := 1

# What a slow test may take, in seconds; for the others see pyproject.toml.
SLOW_LIMITS := --timeout=1200 -o faulthandler_timeout=1300
PARALLEL := -n 2 --dist worksteal

define NO_PYTHON
Python 3.11, 3.12 or 3.13 is needed, and no command of that name works here.
Install one (Debian, Ubuntu: apt install python3 python3-venv; Fedora: dnf install python3.13;
macOS: brew install python@3.13; else https://www.python.org/downloads/), or say where it is:
make PYTHON=/path/to/python3.13 refresh
endef

define NO_UV
uv could not be installed: what pip said is above.
Without pip and venv: apt install python3-venv (Debian, Ubuntu), or install uv itself and run make again:
https://docs.astral.sh/uv/getting-started/installation/
Without a connection to the package index (PyPI): set HTTPS_PROXY, or PIP_INDEX_URL to a package index within reach.
endef

define NO_PACKAGES
The packages of $(LOCK) could not be installed: what uv said is above.
Without a connection to the package index (PyPI): set HTTPS_PROXY, or UV_DEFAULT_INDEX to a package index within reach.
Where its certificate is not trusted: add the authority to the system's certificates, or set SSL_CERT_FILE.
endef
export NO_PYTHON NO_UV NO_PACKAGES

FIND_PYTHON = $(or $(PYTHON),false) -c '$(SUPPORTED)' || { echo "$$NO_PYTHON" >&2; exit 1; }
CERTIFICATES := import ssl; paths = ssl.get_default_verify_paths(); print(paths.cafile or paths.capath or "")
PIP_INSTALL = { $(1) install --quiet --retries 1 $(2) 2>/dev/null \
  || PIP_CERT="$$($(PYTHON) -c '$(CERTIFICATES)')" $(1) install --quiet $(2); }

.PHONY: help refresh site pictures production test test-all test-pythons lint docs dev messages lock clean
.DELETE_ON_ERROR:

help:
	@echo "make refresh       read the reports in data/raw and publish warehouse/current/panel_social.duckdb"
	@echo "make site          the published release as pages for a browser, http://127.0.0.1:$(SITE_PORT)"
	@echo "make production    an environment without what only development needs, for a server"
	@echo "make test          lint, types, SQL and the quick tests"
	@echo "make test-all      the slow tests: full disks, killed runs, whole archives, every Python"
	@echo "make test-pythons  of these: install and refresh with every supported Python that is found"
	@echo "make docs          the tables, their columns and what they are made of, as one page to open in a browser"
	@echo "make dev           the graph in a browser, http://127.0.0.1:$(PORT)"
	@echo "make lint          what make test runs before the tests"
	@echo "make messages      write new texts of the code into the Spanish catalogue, and compile it"
	@echo "make pictures      draw the pictures of the README anew, from the published release"
	@echo "make lock          resolve the dependencies of pyproject.toml into requirements.lock"
	@echo "make clean         remove the environment, caches and the private build; releases stay"
	@echo "Another Python:    make PYTHON=python3.13 refresh"

refresh: $(INSTALLED)
	@$(BIN)/panelsocial refresh

site: $(INSTALLED)
	@test -e "$(PUBLISHED)" || $(BIN)/panelsocial refresh
	@$(BIN)/panelsocial site --port $(SITE_PORT)

pictures: $(INSTALLED)
	@test -e "$(PUBLISHED)" || $(BIN)/panelsocial refresh
	@$(BIN)/python docs/pictures/make.py

production: LOCK := requirements-production.lock
production: $(INSTALLED)

test: lint
	$(BIN)/pytest -m "not slow" $(PARALLEL)

test-all: $(INSTALLED)
	$(BIN)/pytest -m slow $(PARALLEL) $(SLOW_LIMITS)

test-pythons: $(INSTALLED)
	$(BIN)/pytest -m slow -rs $(SLOW_LIMITS) tests/test_installation.py

lint: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/sqlfmt --check --no-progressbar dbt_project/models dbt_project/macros dbt_project/tests
	$(BIN)/sqlfmt --check --no-progressbar --line-length 120 queries
	$(BIN)/dbt --quiet --warn-error parse $(DBT_FOLDERS)

docs: $(INSTALLED)
	@test -f "$(BUILD)" || { echo "Run make refresh first: the pages describe its tables."; exit 1; }
	@PANELSOCIAL_BUILD_DATABASE="$(abspath $(BUILD))" \
	  $(BIN)/dbt --quiet docs generate --static $(DBT_FOLDERS)
	@echo "Open dbt_project/target/static_index.html"

dev: $(INSTALLED)
	mkdir -p .dagster
	ln -sf ../dagster.yaml .dagster/dagster.yaml
	DAGSTER_HOME="$${DAGSTER_HOME:-$(CURDIR)/.dagster}" $(BIN)/dagster dev --workspace workspace.yaml --host 127.0.0.1 --port $(PORT)

CATALOGUE := pipelines/locale/es/LC_MESSAGES/panelsocial
WRITTEN := --no-location --sort-output --no-wrap

# Not by pybabel: it takes "85 % of" for a format. A test compares the placeholders.
COMPILE := import sys; from babel.messages import mofile, pofile; \
  mofile.write_mo(open(sys.argv[2], "wb"), pofile.read_po(open(sys.argv[1], "rb")))

# New texts are written into the catalogue, to be translated there; then it is compiled.
messages: $(INSTALLED)
	$(BIN)/pybabel --quiet extract --mapping pyproject.toml $(WRITTEN) --output $(CATALOGUE).pot .
	$(BIN)/pybabel --quiet update --ignore-obsolete --no-fuzzy-matching --no-wrap --ignore-pot-creation-date -l es \
	  --input-file $(CATALOGUE).pot --output-file $(CATALOGUE).po
	rm $(CATALOGUE).pot
	$(BIN)/python -c '$(COMPILE)' $(CATALOGUE).po $(CATALOGUE).mo

LOCKED := --generate-hashes --no-header --no-strip-extras --no-emit-index-url --no-emit-find-links \
  --universal --python-version 3.11 --quiet

# The second has the same versions without what only development needs.
lock: | $(UV)
	$(UV) pip compile pyproject.toml --all-extras $(LOCKED) -o requirements.lock
	$(UV) pip compile pyproject.toml --extra cluster --constraint requirements.lock --no-annotate $(LOCKED) \
	  -o requirements-production.lock

clean:
	rm -rf .venv .uv .dagster data/extracted warehouse/build dbt_project/target dbt_project/logs
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis

# An environment of another Python is made anew.
$(INSTALLED): requirements.lock requirements-production.lock pyproject.toml | $(UV)
	@$(FIND_PYTHON)
	@test "$$(.venv/bin/python -c '$(VERSION)' 2>&1)" = "$$($(PYTHON) -c '$(VERSION)')" || rm -rf .venv
	$(UV) venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv
	@$(UV) pip sync --quiet --python .venv --require-hashes $(LOCK) \
	  && $(UV) pip install --quiet --python .venv --no-deps --editable . \
	  || { echo "$$NO_PACKAGES" >&2; exit 1; }
	@touch $@

# Only where uv is not on the PATH. Some systems ship Python without venv, some without pip. pip before 24.2
# does not look for the system's certificates: where it could not connect, it is told where they are.
.uv/bin/uv:
	@$(FIND_PYTHON)
	@{ $(PYTHON) -m venv .uv && $(call PIP_INSTALL,.uv/bin/pip,uv); } \
	  || { rm -rf .uv && $(call PIP_INSTALL,$(PYTHON) -m pip,--target .uv uv); } \
	  || { rm -rf .uv; echo "$$NO_UV" >&2; exit 1; }
