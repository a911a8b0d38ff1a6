# Two commands matter: `make demo` and `make test`. Both prepare .venv by themselves.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
DATA ?=
TESTS ?=

.PHONY: demo sandbox test tests lint house bench reach text-eval text-train docs screenshots mutants soak clean

$(VENV)/.cli: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; set PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing into $(VENV) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e ".[cli]"
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.cli
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e ".[dev]"
	@touch $@

demo: $(VENV)/.cli ## the main job on the sample files
	@$(BIN)/python examples/demo.py

PORT ?= 8010
sandbox: $(VENV)/.sandbox ## a local Qoo10 with orders in every state, on PORT (8010); Ctrl-C ends it
	@$(BIN)/python -m qoo10_cancel.sandbox --port $(PORT)

$(VENV)/.sandbox: pyproject.toml $(VENV)/.cli
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e ".[cli,qapi,sandbox]"
	@touch $@

test: $(VENV)/.dev lint ## everything that must hold
	$(BIN)/python -m pytest -q -n auto --dist loadfile --cov --cov-report=term

tests: $(VENV)/.dev ## a part of the tests: TESTS="tests/desk tests/docs"
	$(BIN)/python -m pytest -q -n auto --dist loadfile $(TESTS)

lint: $(VENV)/.dev house ## style, types, layers, the numbers of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

house: $(VENV)/.dev ## how large and how tall the house is, beside its limits
	@$(BIN)/python tests/house.py

reach: $(VENV)/.bench ## how much it takes, as wall clock on this machine
	$(BIN)/python -m benchmarks.reach

bench: $(VENV)/.bench ## what it costs, as ratios
	$(BIN)/python -m benchmarks

$(VENV)/.bench: pyproject.toml $(VENV)/.dev
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e ".[bench]"
	@touch $@

text-eval: $(VENV)/.dev ## how well texts are judged; DATA=<folder with tsv files> or --folds
	$(BIN)/python benchmarks/text_eval.py $(DATA)

screenshots: $(VENV)/.dev ## the pictures of the sandbox in docs/img; needs Chromium
	$(BIN)/python docs/screenshots.py

text-train: $(VENV)/.dev ## the table of the text rule, from the words and texts in training/
	$(BIN)/python training/train.py

docs: $(VENV)/.docs ## the pages, strictly built into site/
	$(BIN)/python docs/build.py

$(VENV)/.docs: pyproject.toml $(VENV)/.dev
	@$(BIN)/python -m pip install -q --disable-pip-version-check -e ".[docs]"
	@touch $@

mutants: $(VENV)/.dev ## does a broken core fail the tests?
	$(BIN)/python tests/mutants.py

SECONDS ?= 3600
soak: $(VENV)/.dev ## the long runs: kills, races, a midnight; then, for SECONDS each, shops and histories
	$(BIN)/python tests/soak.py
	$(BIN)/python tests/converge.py $(SECONDS)
	$(BIN)/python tests/histories.py 10000 $(SECONDS)

clean:
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
