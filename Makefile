# onrecord: `make demo` shows a dossier, `make test` runs every check, `make check` the quick ones.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check lint types layers browser evaluation docs clean

demo: $(VENV)/.installed
	@mkdir -p demo
	@$(BIN)/onrecord read examples/ferry-statement.txt
	@$(BIN)/onrecord read -q examples/ferry-statement.txt -o demo/ferry-statement.dossier.html
	@echo
	@echo "The same dossier as a page: $(CURDIR)/demo/ferry-statement.dossier.html"

test: $(VENV)/.dev browser lint types layers
	$(BIN)/pytest
	$(BIN)/python -m evaluation.gate

check: $(VENV)/.dev lint types layers
	$(BIN)/pytest -m "not slow and not browser"

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

evaluation: $(VENV)/.dev
	$(BIN)/python -m evaluation.gate

docs: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	$(BIN)/mkdocs build --strict

# The browser tests use Debian's Chromium. Where it is missing and cannot be installed they are skipped, and say so.
browser:
	@command -v chromium >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	    apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
	  echo "No Chromium here: the browser tests will be skipped. On Debian: apt-get install chromium"

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("onrecord needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[all]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[all,dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) demo dist build site .mypy_cache .ruff_cache .pytest_cache .hypothesis
