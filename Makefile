# The same commands for everyone. Each sets up what it needs; nothing else has to be installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run demo test test-all check bench eval setup setup-dev system clean

run: setup ## set up and open the second floor with the sample shop
	@echo "Second Floor: http://localhost:$(PORT)"
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address localhost --server.headless true

demo: setup ## make or refresh the sample shop on the command line
	$(BIN)/python -m brain demo

test: setup-dev system ## all tests but the slow ones
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not slow"

test-all: setup-dev system ## all tests
	SECOND_FLOOR_TEST_EXAMPLES=all $(BIN)/python -m pytest -n 2 --dist loadgroup

check: setup-dev ## lint, types, floors, documents that are true
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/architecture

bench: setup ## the figures of the README
	$(BIN)/python -m bench

eval: setup ## questions with independently computed answers
	$(BIN)/python -m eval.run

setup: $(VENV)/.installed
setup-dev: $(VENV)/.installed-dev

$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing: install it (Debian: apt-get install python3-venv) and try again." >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@sh tools/cjk_font.sh
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

system:
	@sh tools/system_packages.sh

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
