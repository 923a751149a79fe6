# Everything one needs: `make run` to look at it, `make test` to change it.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup run test check bench test-long lock fmt
.DEFAULT_GOAL := run

setup: $(STAMP)

# The stamp is newer than the lock file as long as nothing changed: then this costs nothing.
$(STAMP): requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Confidant needs Python 3.11 or later; name one: make PYTHON=python3.12 $(or $(MAKECMDGOALS),run)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "The module venv is missing; install it: sudo apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: setup
	@exec $(BIN)/python manage.py up

test: setup
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not long" --durations 15

test-long: setup
	$(BIN)/python -m pytest -n auto --dist loadgroup -m long

bench: setup
	$(BIN)/python -m tests.benchmarks

# House tests that need servers or subprocesses wait for `make test`.
SLOW_HOUSE := test_access_matrix test_every_page_is_held test_migrations test_rubbish_is_refused test_settings \
  test_pages

# The cheap parts first; all of them are told, not only the first that fails.
CHECKS := \
  "ruff format --check ." "ruff check ." \
  "djlint templates --lint --quiet" \
  "lint-imports" "mypy ." "deptry ." "vulture" "codespell" \
  "python -W ignore manage.py makemigrations --check --dry-run" \
  "python -m pytest tests/house -q -n 0 $(SLOW_HOUSE:%=--ignore=tests/house/%.py)"

check: setup
	@failed=0; for words in $(CHECKS) "djade --check $$(git ls-files '*.html' | tr '\n' ' ')"; do \
	  started=$$(date +%s); log=$$(mktemp); \
	  if (cd . && $(BIN)/$$words) >$$log 2>&1; then mark=ok; else mark=FAILED; failed=1; cat $$log; fi; \
	  printf '%-7s %3ss  %.70s\n' $$mark $$(($$(date +%s) - started)) "$$words"; rm -f $$log; \
	done; exit $$failed

fmt: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Both lock files from pyproject.toml, with the hashes of every platform's files.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --all-extras \
	  --custom-compile-command "make lock" pyproject.toml -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --custom-compile-command "make lock" -c requirements-dev.lock pyproject.toml -o requirements.lock
