# Two commands matter: `make run` and `make test`. Both need python3 (3.11 or later) and make.

PYTHON ?= python3
BIN := .venv/bin
PACKAGES := surveys pulse
TEMPLATES := $(wildcard pulse/templates)
# A file's tests stay together: what they share (a council, its files) is made once. In order, so that the long ones begin.
SHARED := --dist loadfile --no-loadscope-reorder
PORT ?= 8000
export PORT

.DEFAULT_GOAL := help
.PHONY: help run test test-fast check lint types contracts lock assets words pictures clean ready ready-dev

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ready ## Set up, load the demonstration once, serve it on PORT (8000); Ctrl-C stops it
	@$(BIN)/python -m tools.serve

test: ready-dev ## Everything: checks, then every test on SQLite, PostgreSQL and in Chromium
	@$(BIN)/python -m tests.postgres
	@$(BIN)/python -m tests.chromium
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n 2 $(SHARED)

test-fast: ready-dev ## Tests without a browser, PostgreSQL or the slow ones
	$(BIN)/python -m pytest -n 2 $(SHARED) -m "not browser and not postgres and not slow"

check: lint types contracts

lint: ready-dev ## Style of code and templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
ifneq ($(TEMPLATES),)
	$(BIN)/djlint --quiet --check --lint $(TEMPLATES)
endif

types: ready-dev ## mypy, strict
	$(BIN)/mypy --strict $(PACKAGES)

contracts: ready-dev ## Who may import whom (docs/architecture.md)
	$(BIN)/lint-imports --no-cache

lock: ready-dev ## Choose versions anew and write them down with their hashes
	$(BIN)/python -m tools.lock

assets: ready-dev ## Rebuild pulse/static from its sources (needs npm)
	@command -v npm >/dev/null || { echo "make assets needs npm (Node 20 or later)."; exit 1; }
	$(BIN)/python -m tools.lexicon
	npm ci --no-audit --no-fund
	npm run build

words: ready-dev ## Bring the Welsh catalogue in line with what pages and scripts say, and compile it
	@$(BIN)/python -m tools.words

pictures: ready-dev ## Take the docs' screenshots anew
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m tools.pictures

clean: ## Remove what was made here, except the data of a running Pulse
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache htmlcov node_modules
	rm -f .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready:
	@$(PYTHON) -m tools.bootstrap

ready-dev:
	@$(PYTHON) -m tools.bootstrap --dev
