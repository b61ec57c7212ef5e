# The two commands of the README, and the parts they are made of.
PYTHON ?= python3
PORT ?= 8050
# Of the files that make bench imports: small or full.
SIZE ?= full
BIN := .venv/bin
RUN_STAMP := .venv/installed-to-run
DEVELOP_STAMP := .venv/installed-to-develop
# Hundreds of small databases are written for tests; in memory nobody waits for a disk. The folder goes with its run,
# however that ends: memory which one run leaves taken is missing to the next, until its workers are killed.
IN_MEMORY := folder=$$(mktemp -d $(or $(wildcard /dev/shm),/tmp)/mmuko.XXXXXX) && chmod 755 $$folder \
	&& trap "rm -rf $$folder" EXIT INT TERM && TMPDIR=$$folder

# Where Python is told to keep nothing, each of the hundred processes that the tests start compiles the product again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run start install test quick check vulnerabilities messages rules unit browser bench bench-pages load screenshots format clean

## Start the demonstration on 127.0.0.1:$(PORT); the first start installs and seeds.
run: $(RUN_STAMP)
	@MMUKO_DEMO=1 $(BIN)/mmuko demo
	@MMUKO_DEMO=1 PORT=$(PORT) $(BIN)/gunicorn --config python:dashboard.server "dashboard.app:production()"

## Only install.
install: $(RUN_STAMP)

## Start a region of your own on 127.0.0.1:$(PORT): asks for what is missing, destroys nothing.
start: $(RUN_STAMP) var/secret
	@$(BIN)/mmuko init
	@MMUKO_SECRET="$${MMUKO_SECRET:-$$(cat var/secret)}" PORT=$(PORT) $(BIN)/gunicorn --config python:dashboard.server "dashboard.app:production()"

# What the tokens against forged requests are made with; nobody else may read it.
var/secret:
	@mkdir -p var
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_hex(32))' > $@

## Everything that must hold: style, types, import directions, texts in two languages, all tests.
test: check messages unit

## The same without what needs a browser, PostgreSQL, LibreOffice or patience: under three minutes, for every commit.
quick: check messages
	$(IN_MEMORY) $(BIN)/python -m pytest -n 2 --dist loadgroup -m "not browser and not postgresql and not libreoffice and not slow"

check: $(DEVELOP_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.known_vulnerabilities

## Which pinned packages have known vulnerabilities, by what the registry says; or that it could not be asked.
vulnerabilities: $(DEVELOP_STAMP)
	$(BIN)/python -m tools.known_vulnerabilities

## Every text of the code has its Russian, and nothing is translated that the code does not say.
messages: $(DEVELOP_STAMP)
	$(BIN)/python -m tools.messages

## The register of what the checks of imported files say, docs/import-rules.md, from the code.
rules: $(DEVELOP_STAMP)
	$(BIN)/python -m tools.import_rules

unit: $(DEVELOP_STAMP) chromium redis
	$(IN_MEMORY) $(BIN)/python -m pytest -n 2 --dist loadgroup

browser: $(DEVELOP_STAMP) chromium
	$(IN_MEMORY) $(BIN)/python -m pytest -m browser

## Times that are promised, measured on this machine; BENCH="--only demonstration" for a part of it.
bench: $(DEVELOP_STAMP) chromium
	$(BIN)/python -m bench.pages $(BENCH)
	$(BIN)/python -m bench.robustness
	$(BIN)/python -m bench.country
	$(BIN)/python -m bench.import_speed --size $(SIZE)
	$(BIN)/python -m bench.long_table --size $(SIZE)

## Only the table of pages, some minutes: naive, arrays, memory and start beside it. BENCH as above.
bench-pages: $(DEVELOP_STAMP) chromium
	$(BIN)/python -m bench.pages $(BENCH)

## Thirty readers for ten minutes, three hundred for two; shorter: make load LOAD="--minutes 1".
load: $(DEVELOP_STAMP)
	$(BIN)/python -m bench.load $(LOAD)

## Pictures of every page of a running product: make screenshots PORT=8050
screenshots: $(DEVELOP_STAMP) chromium
	PYTHONPATH=. $(BIN)/python docs/screenshots/take.py http://127.0.0.1:$(PORT)

format: $(DEVELOP_STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv build *.egg-info

# A bare Debian has python3 without its venv module; installing it needs root.
.venv:
	@$(PYTHON) -m venv .venv || (rm -rf .venv && apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv .venv)

$(RUN_STAMP): constraints.txt pyproject.toml | .venv
	@echo "Installing the product into .venv (once, about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@MMUKO_DEMO=1 $(BIN)/mmuko static > /dev/null
	@touch $@

$(DEVELOP_STAMP): constraints.txt pyproject.toml | .venv
	@echo "Installing the product and its development tools into .venv (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[postgresql,redis,development]"
	@touch $@ $(RUN_STAMP)

# Tests of shared answers start Debian's Redis.
.PHONY: chromium redis
redis:
	@command -v redis-server > /dev/null || (apt-get update -qq && apt-get install -y -qq redis-server > /dev/null)

# The browser tests drive Debian's Chromium.
chromium:
	@command -v chromium-headless-shell > /dev/null || (apt-get update -qq && apt-get install -y -qq chromium-headless-shell > /dev/null)
