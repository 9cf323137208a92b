# Everything needs only Python (3.11 or later), git and make; the virtual environment is made at first use.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed

.PHONY: help install example test lint types typings docs bench routes size clean

help:
	@echo "make example   run the example application's tests under the emulator"
	@echo "make test      run the whole test suite in parallel"
	@echo "make lint      check style and formatting"
	@echo "make types     check types"
	@echo "make bench     measure, printing ratios"
	@echo "make docs      write docs/services.md anew"
	@echo "make routes    write the routing table anew from the installed botocore"
	@echo "make size      print the size of a default install"

$(STAMP): pyproject.toml setup.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

install: $(STAMP)

example: $(STAMP)
	cd examples/orders && ../../$(BIN)/python -m pytest --localstack -v
	@echo; echo "The same in two processes, each with an emulator of its own:"
	cd examples/orders && ../../$(BIN)/python -m pytest --localstack -n 2 -q

test: $(STAMP)
	$(BIN)/python -m pytest --localstack -n 2 --dist loadfile -q

typings: $(STAMP)
	$(BIN)/python -m localstack.aws.api.generate
	mkdir -p typings && ln -sfn ../providers typings/localstack_providers

lint: typings
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .

types: typings
	$(BIN)/python -m mypy
	cd examples/orders && ../../$(BIN)/python -m mypy

bench: $(STAMP)
	$(BIN)/python -m benchmarks

size: $(STAMP)
	$(BIN)/python -m benchmarks.size

docs: $(STAMP)
	$(BIN)/python -m localstack.services.coverage docs/services.md

routes: $(STAMP)
	$(BIN)/python -m localstack.aws.routes

clean:
	rm -rf $(VENV) build *.egg-info .tox .mypy_cache .ruff_cache
