# One command per need. `make help` lists them.
python = .venv/bin/python
compile = $(python) -m uv pip compile --quiet --no-header --generate-hashes --python-version 3.11

.PHONY: help run test check format demo bench axe faults guards editors lock messages

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

run: ## install, fill the demo, serve on 127.0.0.1:8000
	bin/run

test: ## install, all checks and tests, on SQLite and PostgreSQL
	bin/test

check: ## style, import contracts, Django's checks, migrations, translations
	bin/check

format: ## let ruff lay out the code
	$(python) -m ruff check --fix
	$(python) -m ruff format

demo: ## migrate and create what the demo lacks
	$(python) manage.py demo

bench: ## measure the heavy pages, and those of a large region, on SQLite, then on PostgreSQL
	BOARDPORTAL_SQLITE=$$(mktemp -d)/bench.sqlite3 $(python) manage.py bench
	$(python) -m tests.goals.size
	bin/with-postgres $(python) manage.py bench
	bin/with-postgres $(python) -m tests.goals.size

axe: ## accessibility in every combination of page, width, theme and language
	BOARDPORTAL_AXE=all $(python) -m pytest -m browser tests/browser/test_axe.py

N = 200
faults: ## type under N random faults (N=200), on SQLite: nothing that was typed is lost
	$(python) -m tests.faults --steps $(N)

guards: ## take one guard at a time away: its tests must notice, on SQLite and PostgreSQL
	$(python) -m tests.guards
	bin/with-postgres $(python) -m tests.guards --only PostgreSQL

editors: ## twenty editors save for three minutes, on SQLite, then on PostgreSQL
	$(python) -m tests.editors --editors 20 --seconds 180
	bin/with-postgres $(python) -m tests.editors --editors 20 --seconds 180

lock: ## pin the requirements with hashes, as new as requirements*.in allow
	$(compile) --upgrade requirements-uv.in -o requirements-uv.txt
	$(compile) --upgrade requirements.in -o requirements.txt
	$(compile) --upgrade requirements-dev.in -o requirements-dev.txt

messages: ## collect the texts to translate, and compile
	bin/messages collect
