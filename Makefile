# Set-up on a fresh machine and everything one types often; `make` alone lists it.
# It needs Python 3.11 or newer and a package registry. On Windows see the README for plain pip.

PYTHON ?= python3
BIN := .venv/bin
PIP := PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help demo test lab lint bench system clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

demo: .venv/student  ## install, then replay the notebooks with the reference solutions on the embedded sample
	$(BIN)/cs231n-kit replay
	@echo
	@echo "Look at notebooks/softmax.ipynb: run 'make lab' and open it. Its saved outputs are those that were just"
	@echo "replayed. Then write cs231n_kit/classifiers/softmax.py and run the cells again: now they run your code."
	@echo "The command cs231n-kit is in $(BIN): 'source $(BIN)/activate' puts it on your PATH."

test: system .venv/staff lint  ## the whole test suite, linters included
	$(BIN)/python -m pytest -n auto --dist loadfile --durations=10

lint: .venv/staff  ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

lab: .venv/student  ## open JupyterLab on the notebooks
	$(BIN)/cs231n-kit lab

bench: .venv/staff  ## measure the kit against its peers and its floors
	$(BIN)/python -m benchmarks

system:  # what the tests need from the system: a browser
	@sh tests/system_packages.sh

.venv/pip: constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make: needs Python 3.11 or newer, $(PYTHON) is $$($(PYTHON) -V 2>&1);" \
	    "name another: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "make: $(PYTHON) cannot make a virtual environment;" \
	    "on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@touch $@

.venv/student: .venv/pip requirements.txt pyproject.toml
	$(PIP) --requirement requirements.txt
	@touch $@

.venv/staff: .venv/student
	$(PIP) --editable '.[dev]'
	@touch $@

clean:  ## remove the virtual environment and all caches; your work and your data stay
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis datasets/.cache
	find cs231n_kit tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
