# Everything needs only Python (3.11 or later), git and make; the virtual environment is made at first use.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed

.PHONY: help install example test protocols verdicts lint types typings docs scenarios mutants stubs bench routes size clean

help:
	@echo "make example   run the example application's tests under the emulator"
	@echo "make test      run the whole test suite in parallel"
	@echo "make protocols check every operation of every service against botocore, and print the counts"
	@echo "make verdicts  run the whole corpus through localstack-snapshot and our snapshots, and print the counts"
	@echo "make lint      check style and formatting"
	@echo "make types     check types"
	@echo "make bench     measure, printing ratios"
	@echo "make docs      write the generated pages of docs/ anew"
	@echo "make scenarios write docs/scenarios.md anew: which tests meet each operation and error"
	@echo "make mutants change S3's modules one place at a time, and print what its unit tests do not notice"
	@echo "make stubs     write the types of aws_client anew from the installed botocore"
	@echo "make routes    write the routing table anew from the installed botocore"
	@echo "make size      print the size of a default install"

$(STAMP): pyproject.toml setup.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

install: $(STAMP)

# Without the plugins that only this project's own tests need.
EXAMPLE = ../../$(BIN)/python -m pytest -p no:asyncio -p no:rerunfailures -p no:syrupy --localstack

example: $(STAMP)
	cd examples/orders && $(EXAMPLE) -v
	@echo; echo "The same in two processes, each with an emulator of its own:"
	cd examples/orders && $(EXAMPLE) -n 2 -q

# A test that hangs ends its process with every stack printed, and with it the run: pytest-xdist's loadfile waits
# forever for a process that takes a crashed one's place.
HUNG = --max-worker-restart 0 -o faulthandler_timeout=300 -o faulthandler_exit_on_timeout=true

# Tests start hundreds of processes; with PYTHONDONTWRITEBYTECODE each would compile all it imports of ours.
test: $(STAMP)
	$(BIN)/python -m compileall -q localstack providers pytest_localstack
	$(BIN)/python -m pytest --localstack -n 2 --dist loadfile -q $(HUNG)

protocols: $(STAMP)
	LOCALSTACK_TEST_ALL_OPERATIONS=1 $(BIN)/python -m pytest -n 2 -q tests/unit/aws/protocol

verdicts: $(STAMP)
	$(BIN)/python -m tests.unit.snapshot.verdicts.corpus

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
	$(BIN)/python -m pytest_localstack.fixtures.catalogue docs/fixtures.md
	$(BIN)/python -m localstack.config.document docs/configuration.md
	$(BIN)/python -m localstack.cli.document docs/cli.md

scenarios: $(STAMP)
	$(BIN)/python -m pytest --localstack -q -n 0 -p tests.scenarios tests/aws

mutants: $(STAMP)
	$(BIN)/python -m tests.mutants $(MODULES)

stubs: $(STAMP)
	$(BIN)/python -m pytest_localstack.client_types

routes: $(STAMP)
	$(BIN)/python -m localstack.aws.routes

clean:
	rm -rf $(VENV) build *.egg-info .tox .mypy_cache .ruff_cache
