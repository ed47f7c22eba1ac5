# Two commands: `make run` builds the graph of the two documents and asks it a question; `make test` checks everything.
# `make help` lists the others.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
GRAPH  := build/graph
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test accuracy rules docs notebook lock browser engine clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## set up, build the graph of data/sources, ask which articles carry on which measures
	@$(BIN)/lawgraph build data/sources --out $(GRAPH)
	@$(BIN)/lawgraph validate --graph $(GRAPH)
	@$(BIN)/lawgraph query cross-level-links --graph $(GRAPH)
	@$(BIN)/lawgraph next --graph $(GRAPH)

test: $(VENV)/.test browser engine ## set up, lint, type-check, keep the layers, run all tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest

accuracy: $(VENV)/.run ## score the annotations against the gold, name rows gained and lost, hold the floors
	@$(BIN)/python benchmarks/accuracy.py

rules: $(VENV)/.test ## take rules out at random and name those that no test misses (minutes; not part of make test)
	@$(BIN)/python benchmarks/rules.py

docs: $(VENV)/.test ## write anew what the READMEs show of the program, and the pages of the vocabulary
	@$(BIN)/python -m tests.readme
	@$(BIN)/python -m ontology.documentation docs

notebook: $(VENV)/.notebook ## open the notebooks in JupyterLab
	@[ -f $(GRAPH)/current.json ] || $(BIN)/lawgraph build data/sources --out $(GRAPH)
	@LAWGRAPH_GRAPH=$(CURDIR)/$(GRAPH) $(BIN)/jupyter lab notebooks

COMPILE = $(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --strip-extras --allow-unsafe --upgrade

lock: $(VENV)/.test ## pin all packages anew, with hashes and without index addresses
	@$(COMPILE) -o requirements.txt setup.cfg
	@$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt setup.cfg
	@$(COMPILE) --extra notebook -c requirements.txt -o requirements-notebook.txt setup.cfg

browser: ## make sure that a browser is there for the tests of pages
	@sh tests/install_browser.sh

engine: ## make sure that a second SPARQL engine, Virtuoso, is there for the tests
	@sh tests/install_engine.sh

clean: ## remove what was built, the environment too
	@rm -rf build dist $(VENV) *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "lawgraph needs Python 3.11 or newer: make run PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt setup.cfg | $(VENV)/bin/python
	@echo "Setting up $(VENV) (once) …" >&2
	@$(BIN)/python -m pip install -q --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	@echo "Setting up the tests' packages (once) …" >&2
	@$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/.notebook: requirements-notebook.txt $(VENV)/.run
	@echo "Setting up JupyterLab (once) …" >&2
	@$(BIN)/python -m pip install -q --require-hashes -r requirements-notebook.txt
	@touch $@
