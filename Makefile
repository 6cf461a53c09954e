# Two commands for everyone: `make report` and `make test`. Both prepare .venv by themselves.
# Without make (Windows): README.md, "Without make".

PYTHON ?= python3
BIN := .venv/bin

# Compiled files halve the time of every notebook kernel.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install report test lint refresh sample weights lock clean

install:                ## prepare .venv from the hashed lock
	@$(PYTHON) scripts/bootstrap.py

report: install         ## make report [CORPUS=folder] [OUT=folder]
	$(BIN)/corpusutils report $(if $(CORPUS),--corpus "$(CORPUS)") $(if $(OUT),--out "$(OUT)")

test: install           ## every test: package, notebooks, report
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: install           ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

refresh: install        ## execute the notebooks on the sample and store the outputs
	$(BIN)/python scripts/refresh_notebooks.py

sample: install         ## render data/sample/pages from data/sample/truth
	$(BIN)/python scripts/render_sample.py

weights: install        ## learn anew, from simulated pages, how fragments are chained to articles
	$(BIN)/python scripts/train_chains.py

lock: install           ## resolve requirements.txt and environment.yml anew from pyproject.toml
	$(BIN)/python scripts/lock.py

clean:                  ## remove what the commands above made
	rm -rf .venv .tools build src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
