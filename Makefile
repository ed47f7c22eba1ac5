# Two commands: `make run` builds the graph of the two documents and asks it a question; `make test` checks everything.
# `make help` lists the others.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
GRAPH  := build/graph
export PYTHONUTF8 := 1

.PHONY: help run test audit licences sbom wheel accuracy bench rules docs site notebook lock bundle browser engine clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## set up, build the graph of data/sources, ask which articles carry on which measures
	@echo "正在读两份文件、生成图谱（约十秒）…… Reading two documents, building the graph (about ten seconds) …" >&2
	@$(BIN)/lawgraph build data/sources --out $(GRAPH)
	@echo "正在校验图谱（约十秒）…… Checking the graph (about ten seconds) …" >&2
	@$(BIN)/lawgraph validate --graph $(GRAPH)
	@$(BIN)/lawgraph query cross-level-links --graph $(GRAPH)
	@$(BIN)/lawgraph next --graph $(GRAPH)

test: $(VENV)/.test browser engine ## set up, lint, type-check, keep the layers, run all tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder
	@$(BIN)/python tools/audit.py; code=$$?; [ $$code -eq 0 ] || [ $$code -eq 4 ]

audit: $(VENV)/.test ## ask whether a locked package has a known vulnerability (exit code 4: no service could be asked, not run)
	@$(BIN)/python tools/audit.py

licences: $(VENV)/.test ## list the licences of all locked packages in docs/licences.md, and fail for one that is unknown or not allowed
	@$(BIN)/python tools/licences.py

sbom: $(VENV)/.run ## write what the program is made of as CycloneDX JSON, build/sbom.json
	@$(BIN)/python tools/sbom.py

wheel: $(VENV)/.test ## build the wheel of the checked-out commit into dist: the same commit is the same bytes
	@$(BIN)/python tools/wheel.py

accuracy: $(VENV)/.run ## score the annotations against the gold, name rows gained and lost, hold the floors
	@$(BIN)/python benchmarks/accuracy.py

bench: $(VENV)/.test ## measure all speed in one run (FOLDER=… of texts), and write the tables of the READMEs
	@$(BIN)/python -m benchmarks.suite $(or $(FOLDER),data/sources) --write

rules: $(VENV)/.test ## take rules out at random and name those that no test misses (minutes; not part of make test)
	@$(BIN)/python benchmarks/rules.py

docs: $(VENV)/.test ## state the figures of accuracy anew, write what the READMEs, pages, recipes and notebooks show of the program, the vocabulary's names in Python, its pages
	@$(BIN)/python -m ontology.generate
	@mkdir -p build
	-@$(BIN)/python benchmarks/accuracy.py --write-figures > build/accuracy.txt
	@$(BIN)/python tools/query_table.py docs/queries.md
	@$(BIN)/python -m tests.readme
	@$(BIN)/python -m tests.recipes
	@$(BIN)/python -m tests.consoles
	@$(BIN)/python -m tests.notebooks
	@$(BIN)/python -m ontology.documentation docs
	@$(BIN)/python -m lawgraph.explorer.completion

site: $(VENV)/.test ## build the documentation as one site (build/site), and put it into the package for the explorer and the wheel
	@$(BIN)/python tools/site/build.py

notebook: $(VENV)/.notebook ## open the notebooks in JupyterLab
	@[ -f $(GRAPH)/current.json ] || $(BIN)/lawgraph build data/sources --out $(GRAPH)
	@[ -f build/examples/current.json ] || $(BIN)/lawgraph build data/examples --out build/examples
	@LAWGRAPH_GRAPH=$(CURDIR)/$(GRAPH) LAWGRAPH_EXAMPLES=$(CURDIR)/build/examples $(BIN)/jupyter lab notebooks

lock: ## pin all packages anew for Linux, macOS and Windows, with hashes and without index addresses
	@$(PYTHON) tools/lock.py

bundle: site ## make what installs without a network, an archive for each platform in dist/ (BUNDLE=linux-aarch64: of one alone)
	@$(BIN)/python -m tools.bundle $(BUNDLE)

browser: ## make sure that a browser is there for the tests of pages
	@sh tests/install_browser.sh

engine: ## make sure that a second SPARQL engine, Virtuoso, is there for the tests
	@sh tests/install_engine.sh

clean: ## remove what was built, the environment too
	@rm -rf build dist $(VENV) *.egg-info

$(VENV)/.run: requirements.txt setup.cfg
	@$(PYTHON) tools/environment.py run

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	@$(PYTHON) tools/environment.py test

$(VENV)/.notebook: requirements-notebook.txt $(VENV)/.run
	@$(PYTHON) tools/environment.py notebook
