# Everything runs in .venv, made from requirements.lock. `make help` lists the targets.
SHELL  := /bin/sh
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# A new lock or project file means a new name, so the second run of anything is fast and a stale one impossible.
STAMP  := $(VENV)/.installed-$(shell cat requirements.lock pyproject.toml | cksum | cut -d ' ' -f 1)
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help install up test unit lint check bench lock docs clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

install: $(STAMP) ## make .venv from requirements.lock (done by the others when needed)

up: $(STAMP) ## run the whole service; ARGS="--port 8060" passes options on
	@exec $(BIN)/sitrep up $(ARGS)

test: check ## check, then every test that this machine can run; what is skipped says why
	@$(BIN)/python -m pytest $(ARGS)

unit: $(STAMP) ## the tests that need nothing but the processor, in seconds
	@$(BIN)/python -m pytest -q -m "not warehouse and not service and not browser and not postgres and not kafka and not corpus" $(ARGS)

lint: $(STAMP) ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/mypy

check: lint ## lint, and whether schemas and generated pages are up to date
	@$(BIN)/python -m schemas.generate --check
	@$(BIN)/python -m streams.settings_docs --check
	@$(BIN)/python -m streams.codebook --check

bench: $(STAMP) ## run the benchmarks, which print what they measured
	@for file in benchmarks/bench_*.py; do \
	  [ -e "$$file" ] || { echo "no benchmarks yet"; exit 0; }; \
	  echo "== $$file"; PYTHONPATH=. $(BIN)/python "$$file" || exit 1; \
	done

lock: $(STAMP) ## resolve requirements.lock anew, for every platform, with hashes
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes --upgrade \
	  --custom-compile-command 'make lock' --output-file requirements.lock pyproject.toml

docs: $(STAMP) ## write the schemas and the generated pages
	@$(BIN)/python -m schemas.generate
	@$(BIN)/python -m streams.settings_docs
	@$(BIN)/python -m streams.codebook

clean: ## remove .venv and caches; never the warehouse
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "sitrep needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
	  echo "Install one and name it: make up PYTHON=python3.12"; exit 3; }
	@[ -x $(BIN)/python ] || { echo "making $(VENV) ..."; $(PYTHON) -m venv $(VENV); } || { \
	  echo "The module venv is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 3; }
	@echo "installing what requirements.lock lists ..."
	@# faust-streaming has no wheel for Linux on ARM; one machine does without it.
	@if [ "$$(uname -sm)" = "Linux aarch64" ]; then \
	  awk '/^[a-z0-9]/ { skip = /^faust-streaming==/ } !skip' requirements.lock > $(VENV)/requirements.txt; \
	else cp requirements.lock $(VENV)/requirements.txt; fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@echo "building the gazetteer ..."
	@$(BIN)/python -m streams.coding.gazetteer > /dev/null
	@rm -f $(VENV)/.installed-*
	@touch $@
