# A fresh clone needs Python 3.11 or newer and make; the first run of a target makes .venv and installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The folder of the benchmark; its SPEC.md describes it.
BENCH ?=
# The folder of the transliteration pairs; data/README.md describes it.
PAIRS ?=
export PAIRS
# The folders of the lists of people and of names that data/build_tables.py reads; data/README.md describes them.
PEOPLE ?=
NAMES ?=
# A file of versions, constraints.txt for those of the last `make lock`; without it, the newest are taken. uv installs the development tools in a third of the time of pip.
CONSTRAINTS ?=
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile $(if $(CONSTRAINTS),--constraint $(CONSTRAINTS))
# The tests of a file stay in one process, because they share what is expensive to set up; files are begun in their order.
PARALLEL := -n auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test check fix bench bench-index bench-packs soak fuzz kill ablation fit lexicon sound-model tables wide sharealike notebooks docs lock clean

help: ## Print what can be made.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.installed ## Repair the example article; print every change and its reason.
	@$(BIN)/namefix fix --explain examples/article.txt

test: $(VENV)/.installed-dev ## Run all tests, in a process for each processor.
	@$(BIN)/python -m pytest $(PARALLEL)

check: $(VENV)/.installed-dev ## Format, lint, types, tables, unit tests and cases; under a minute.
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/namefix table check --no-bundled --severity high --strict data/aliases/*.csv
	@$(BIN)/python -m pytest $(PARALLEL) -q -m "not slow" tests/unit tests/test_*.py

fix: $(VENV)/.installed-dev ## Format, and mend what ruff can mend.
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: need-BENCH need-PAIRS $(VENV)/.installed-dev ## Print accuracy, errors, speed and loading: make bench BENCH=DIR PAIRS=DIR
	@$(BIN)/python bench/accuracy.py $(BENCH) --pictures docs
	@$(BIN)/python bench/sources.py $(BENCH)
	@$(BIN)/python bench/as_it_comes.py $(BENCH)
	@$(BIN)/python bench/source_names.py $(BENCH)
	@$(BIN)/python bench/sounds.py $(BENCH)
	@$(BIN)/python bench/native_sounds.py
	@$(BIN)/python bench/errors.py $(BENCH)
	@$(BIN)/python bench/speed.py $(BENCH)

bench-index: need-BENCH need-PAIRS $(VENV)/.installed-dev ## Print how a million names are searched, opened and carried (40 minutes): make bench-index BENCH=DIR PAIRS=DIR
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check sparse_dot_topn symspellpy tantivy
	@$(BIN)/python bench/index.py $(BENCH)

bench-packs: need-BENCH $(VENV)/.installed-dev ## Print what the wide pack changes, known and with targets (10 minutes): make bench-packs BENCH=DIR
	@$(BIN)/python bench/packs.py $(BENCH) packages/namefix-names-wide/src/namefix_names_wide/names.nfx

soak: need-BENCH $(VENV)/.installed-dev ## Attack a loaded service for ten minutes and print whether it keeps its promises: make soak BENCH=DIR
	@$(BIN)/python bench/soak.py $(BENCH)

fuzz: $(VENV)/.installed-dev ## Feed 100,000 random inputs to each reader and to fix, and print what breaks (some hours).
	@$(BIN)/python bench/fuzz.py

kill: $(VENV)/.installed-dev ## Kill every writer at random moments, 500 times, and print what is lost or left behind (an hour).
	@$(BIN)/python bench/kill.py

ablation: need-BENCH need-PAIRS $(VENV)/.installed-dev ## Print what each kind of evidence is worth: make ablation BENCH=DIR PAIRS=DIR
	@$(BIN)/python bench/ablation.py $(BENCH)

fit: need-BENCH need-PAIRS $(VENV)/.installed-dev ## Fit the parameters of src/namefix/decide/ again: make fit BENCH=DIR PAIRS=DIR
	@$(BIN)/python bench/fit.py $(BENCH)

lexicon: need-NAMES need-PAIRS $(VENV)/.installed-dev ## Build data/lexicon/ again (needs Debian's unicode-data): make lexicon NAMES=DIR PAIRS=DIR
	@$(BIN)/python data/build_lexicon.py --names $(NAMES)
	@$(BIN)/python data/build_usual_spellings.py --names $(NAMES)
	@$(PIP_INSTALL) jieba
	@$(BIN)/python data/build_chinese_names.py
	@$(BIN)/python data/build_native_places.py

sound-model: need-PAIRS $(VENV)/.installed-dev ## Learn sound_model.tsv and native_sounds.json of src/namefix/names/ again: make sound-model PAIRS=DIR
	@$(BIN)/python data/learn_sounds.py
	@$(BIN)/python data/learn_native_sounds.py

tables: need-PEOPLE need-NAMES need-PAIRS $(VENV)/.installed-dev ## Build data/aliases/ and data/lexicon/ again (needs Debian's unicode-cldr-core and unicode-data): make tables PEOPLE=DIR NAMES=DIR PAIRS=DIR
	@$(BIN)/python data/build_tables.py --people $(PEOPLE) --names $(NAMES)
	@$(BIN)/python data/build_lexicon.py --names $(NAMES)
	@$(BIN)/python data/build_usual_spellings.py --names $(NAMES)
	@$(PIP_INSTALL) jieba
	@$(BIN)/python data/build_chinese_names.py
	@$(BIN)/python data/build_native_places.py

wide: need-PEOPLE need-NAMES $(VENV)/.installed-dev ## Build and install the pack of half a million names: make wide PEOPLE=DIR NAMES=DIR
	@$(call build-pack,wide)

sharealike: need-PEOPLE need-NAMES $(VENV)/.installed-dev ## Build and install the pack of names from share-alike collections: make sharealike PEOPLE=DIR NAMES=DIR
	@$(call build-pack,sharealike)

define build-pack
$(BIN)/python data/build_packs.py $(1) --people $(PEOPLE) --names $(NAMES) --output packages/namefix-names-$(1)/src/namefix_names_$(1)
$(PIP_INSTALL) --no-deps --force-reinstall packages/namefix-names-$(1)
endef

notebooks: $(VENV)/.installed-dev ## Run the notebooks of examples/ and keep what they print.
	@$(BIN)/python examples/run_notebooks.py

docs: $(VENV)/.installed-dev ## Build the documentation into site/; a warning is an error.
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet
	@echo "The documentation is in site/; \`$(BIN)/mkdocs serve\` shows it while it is written."

lock: $(VENV)/bin/python ## Write constraints.txt, the newest versions of all requirements that fit together.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@echo '# Written by `make lock`: one working set of versions, for `make test CONSTRAINTS=constraints.txt` and for installs that can be repeated.' >constraints.txt
	@$(BIN)/uv pip compile --quiet --extra dev --extra spark --universal --python-version 3.11 --no-header --no-annotate pyproject.toml >>constraints.txt

clean: ## Remove .venv and what tools leave behind.
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist site

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing namefix into $(VENV) ..."
	@$(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	@echo "Installing namefix and its development tools into $(VENV) ..."
	@$(PIP_INSTALL) uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python $(if $(CONSTRAINTS),--constraint $(CONSTRAINTS)) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

need-%:
	@test -n "$($*)" || { echo "a folder is missing: make $(firstword $(MAKECMDGOALS)) $*=DIR" >&2; exit 2; }
