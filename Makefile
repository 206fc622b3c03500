# Lumbar Pathway: everything a newcomer needs is `make run` and `make test`, on a bare Debian 12 too.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON := .venv/bin/python
PIP_INSTALL := $(PYTHON) -m pip install --quiet --no-input --disable-pip-version-check
PACKAGING := setup.cfg setup.py pyproject.toml
CONTENT := resources/compiled/content.json
# The content is compiled again when a source of it changes, or the code that reads and checks it.
CONTENT_SOURCES := $(shell find resources/content -type f 2>/dev/null) $(wildcard desktop_app/content/*.py desktop_app/domain/*.py) desktop_app/strict_yaml.py

.PHONY: help
help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

.PHONY: run
run: .venv/.ready-to-run $(CONTENT) ## Set everything up and open the application with the demo clinic
	@if .ci/has-display $(PYTHON); then \
		$(PYTHON) -m desktop_app --demo; \
	else \
		echo 'No display found: exporting the signed plans of the sample patients to out/ instead of opening the window.'; \
		$(PYTHON) -m desktop_app demo --out out; \
	fi

.PHONY: test
test: lint ## Set everything up, then run every check and test
	$(PYTHON) -m pytest

.PHONY: lint
lint: .venv/.ready-to-test $(CONTENT) ## Check style, types and the direction of dependencies
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

.PHONY: bench
bench: .venv/.ready-to-test $(CONTENT) ## Measure speed and memory against bare libraries, as ratios
	$(PYTHON) -m tests.benchmarks

.PHONY: mutants
mutants: .venv/.ready-to-test $(CONTENT) ## Put one error after another into the content and see that a test notices
	$(PYTHON) -m tests.mutation

.PHONY: attacks
attacks: .venv/.ready-to-test ## Flip every byte of a signed document and see that it is never valid
	$(PYTHON) -m tests.attacks

.PHONY: format
format: .venv/.ready-to-test ## Rewrite the code in the project's format
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

.PHONY: clean
clean: ## Remove everything that was made
	rm -rf .venv build dist out resources/compiled *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find desktop_app resources tests -type d -name __pycache__ -prune -exec rm -rf {} +

.venv/.ready-to-run: $(PACKAGING)
	@.ci/system-packages run
	@test -x .venv/bin/pip || python3 -m venv --clear .venv
	@echo 'Installing the Python packages into .venv; the first time downloads about 150 MB.'
	@$(PIP_INSTALL) --editable .
	@touch $@

.venv/.ready-to-test: $(PACKAGING)
	@.ci/system-packages test
	@test -x .venv/bin/pip || python3 -m venv --clear .venv
	@echo 'Installing the Python packages into .venv; the first time downloads about 200 MB.'
	@$(PIP_INSTALL) --editable '.[test]'
	@touch $@ .venv/.ready-to-run

# The installation compiles the content; this rule is for what changes afterwards.
$(CONTENT): $(CONTENT_SOURCES)
	@$(PYTHON) -c 'from pathlib import Path; from desktop_app.content.compile import compile_pack; compile_pack(Path("resources/content"), Path("$@"))'
