# Ravand. `make run` and `make test` need Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
FUZZ ?= 2000

.PHONY: run test check fuzz chaos bench bench-large screenshots messages clean

run:            ## install what is missing, load the demonstration, serve on PORT
	@$(PYTHON) bootstrap.py run --host $(HOST) --port $(PORT)

test:           ## the whole gate: format, lint, types, imports, every test
	@$(PYTHON) bootstrap.py test

check:          ## the gate without the tests
	@$(PYTHON) bootstrap.py check

fuzz:           ## thousands of random processes against a reference
	@$(PYTHON) bootstrap.py install
	RAVAND_FUZZ=$(FUZZ) .venv/bin/python -m pytest tests/engine -k fuzz

chaos:          ## kill the server twenty times amid running cases
	@$(PYTHON) bootstrap.py install
	.venv/bin/python -m bench.chaos

bench:          ## CPU time, statements and commits; writes bench/RESULTS.md
	@$(PYTHON) bootstrap.py install
	.venv/bin/python -m bench

bench-large:    ## task lists of a million tasks, figures of ten million events; SQLite and PostgreSQL
	@$(PYTHON) bootstrap.py install
	.venv/bin/python -m bench.large

screenshots:    ## every page, both languages, light and dark, wide and narrow
	@$(PYTHON) bootstrap.py install
	.venv/bin/python -m bench.screenshots

messages:       ## collect user-visible texts and update the catalogues
	.venv/bin/python -m web.translations.messages

clean:          ## remove what was installed and built; instance/ stays
	rm -rf .venv frontend/node_modules web/static/dist *.egg-info
