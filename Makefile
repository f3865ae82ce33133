# Lima's commands. Each sets up for itself whatever it needs; `make` alone lists them.

PYTHON ?= python3
export PYTHON
BIN := .venv/bin
# While one waits for the browser the other reckons; each more makes its own servers and databases.
WORKERS ?= 2
# Every command and server that a test starts would else make it again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check kills bench bundle lock

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 14

run: ## start Lima with its demo at http://127.0.0.1:8501 (HOST=, PORT=, COUNTRY= change that)
	@.ci/venv requirements.txt
	@$(BIN)/python manage.py serve || [ $$? = 130 ] # Ctrl+C is the way to stop it

test: ## set up and run everything that proves Lima right
	@.ci/tools
	@.ci/venv requirements-dev.txt
	@# What Python and pytest make of the sources is kept before each worker would make it, and a check needs one core.
	@$(BIN)/python -m pytest --collect-only -qq >/dev/null 2>&1 & \
	$(MAKE) --no-print-directory check; checked=$$?; wait; exit $$checked
	@echo "Tests ..."
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --no-loadscope-reorder --max-worker-restart 1

check: ## the format, the linter, the types and the import contracts
	@.ci/venv requirements-dev.txt
	@echo "Format ..."
	@$(BIN)/ruff format --check --quiet . || { echo "Mend it with: $(BIN)/ruff format ."; exit 1; }
	@echo "Linter ..."
	@$(BIN)/ruff check --quiet .
	@echo "Types ..."
	@$(BIN)/mypy --no-error-summary
	@echo "Import contracts ..."
	@found=$$($(BIN)/lint-imports) || { echo "$$found"; exit 1; }

kills: ## kill Lima 200 times while it files, on SQLite and on PostgreSQL: nothing may be lost or half-stored
	@.ci/venv requirements-dev.txt
	@$(BIN)/python -m tests.data.store.kills --times 200

bench: ## measure Lima beside three yardsticks into benchmarks/RESULTS.md
	@.ci/tools
	@.ci/venv requirements-dev.txt
	@$(BIN)/python -m benchmarks

bundle: ## pack Lima with every wheel into one file that installs without the internet, and try that
	@.ci/bundle

lock: ## pin every version again after a change of requirements*.in
	@test -x uvenv/bin/uv || { $(PYTHON) -m venv uvenv && uvenv/bin/pip install --quiet uv==0.13.9; }
	uvenv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	uvenv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header -c requirements.txt requirements-dev.in -o requirements-dev.txt
