# The commands of this project. `make run` and `make test` are the two to know.

VENV := .venv/bin/python

.PHONY: run test test-fast journeys check drill fmt bench soak lock sbom

run: .venv/.run ## serve http://127.0.0.1:8000 (HOST=0.0.0.0 PORT=9000 to change that)
	@exec $(VENV) manage.py serve

test: .venv/.dev node_modules/.installed ## everything that must pass; ARGS="-k clock -x" narrows it
	@tools/packages.sh chromium nodejs pango
	@tools/tests.sh

test-fast: .venv/.dev node_modules/.installed ## for every save: nothing slow, no browser, no server
	@tools/packages.sh nodejs pango
	@tools/tests.sh fast

journeys: .venv/.dev node_modules/.installed ## whole stories: a lesson, a drill, a review, every screen
	@tools/packages.sh redis-server postgresql chromium firefox-esr nodejs pango
	@tools/journeys.sh

check: .venv/.dev node_modules/.installed ## formats, types, layers, settings, links
	@tools/checks.sh $(ONLY)

drill: .venv/.dev ## faults, people and fuzz in their long forms; DRILL=people runs one of them
	@tools/packages.sh redis-server postgresql
	@tools/drill.sh

fmt: .venv/.dev node_modules/.installed ## the fixing forms of what check checks
	$(VENV) -m ruff check --fix --quiet .
	$(VENV) -m ruff format .
	.venv/bin/djade --target-version 5.2 $$(git ls-files --cached --others --exclude-standard 'templates/*.html')
	npm run --silent fmt

bench: .venv/.dev node_modules/.installed ## the benchmarks, a row in benchmarks/history.csv; ARGS="door answers" for some
	@tools/packages.sh redis-server postgresql chromium nodejs
	@$(MAKE) --no-print-directory benchmarks/.venv/.installed || echo "bench: goes on without Panel" >&2
	@tools/benchmarks.sh $(ARGS)

soak: .venv/.dev ## half an hour of memory that must stay flat; ARGS="--minutes 2" for less
	@tools/packages.sh chromium
	@tools/soak.sh

lock: ## pin everything that requirements*.in ask for, with hashes; ARGS=--upgrade for newer ones
	@tools/lock.sh $(ARGS)

sbom: .venv/.dev ## what the product is made of, as CycloneDX in sbom.json
	.venv/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible --output-file sbom.json

.venv/.run: requirements.txt
	@tools/environment.sh requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt
	@tools/environment.sh requirements-dev.txt
	@touch .venv/.run $@

# What the product is measured beside; nothing of it is in .venv.
benchmarks/.venv/.installed: benchmarks/requirements.txt
	@tools/environment.sh $< benchmarks/.venv
	@touch $@

node_modules/.installed: package-lock.json
	@tools/packages.sh nodejs npm
	npm ci --no-fund --no-audit
	@touch $@
