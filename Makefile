# The commands of the project. `make demo` and `make test` need nothing but make: they install what is
# missing (and say so first). PYTHON chooses the interpreter: make PYTHON=python3.12 test

VENV := .venv
PY := $(VENV)/bin/python
RUN := OMP_THREAD_LIMIT=1
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help demo test check format eval fit bench-overhead bench-parsing bench-reading docs picture samples clean distclean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# What must be there before anything runs; a second call sees the stamps and does nothing.
$(VENV)/.ready-run: pyproject.toml constraints.txt tools/setup.sh
	@tools/setup.sh run

$(VENV)/.ready-test: pyproject.toml constraints.txt tools/setup.sh
	@tools/setup.sh test

demo: $(VENV)/.ready-run ## read the sample scans into demo-archive and show what came out
	@$(PY) -m tools.demo samples/scans demo-archive

test: $(VENV)/.ready-test ## run all tests
	$(RUN) $(PY) -m pytest -n 2

check: $(VENV)/.ready-test ## static checks: ruff, mypy, the import contracts, the generated pages
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) -m tools.make_docs --check

format: $(VENV)/.ready-test ## put the code in its form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

eval: $(VENV)/.ready-test ## measure 120 generated sheet sets, and write build/evaluation.html (ARGS="--seeds A:B --worst 20")
	$(RUN) $(PY) -m bench.evaluate --html build/evaluation.html $(ARGS)

fit: $(VENV)/.ready-test ## fit the confidence on generated sheets anew (ARGS="--seeds A:B --keep-readings")
	$(RUN) $(PY) -m bench.fit_confidence $(ARGS)

bench-overhead: $(VENV)/.ready-test ## seconds and memory of runs beside bare Tesseract and OCRmyPDF
	@$(PY) -m bench.reading.peers ocrmypdf
	$(RUN) $(PY) -m bench.overhead $(ARGS)

bench-parsing: $(VENV)/.ready-test ## sheets a second that one core parses from stored words (ARGS="--seeds A:B --profile 40")
	$(RUN) $(PY) -m bench.parsing $(ARGS)

bench-reading: $(VENV)/.ready-test ## words, errors, seconds and memory beside other readers (ARGS="--pages FOLDER")
	@$(PY) -m bench.reading.peers
	$(RUN) $(PY) -m bench.reading $(ARGS)

docs: $(VENV)/.ready-test ## write the generated pages of docs/ anew
	$(PY) -m tools.make_docs

picture: demo ## draw the README's picture anew
	$(PY) -m tools.make_picture demo-archive

samples: $(VENV)/.ready-test ## make the committed samples anew
	$(PY) -m bench.sheets.samples

clean: ## remove what runs and checks leave behind
	rm -rf demo-archive build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## remove the environment too
	rm -rf $(VENV)
