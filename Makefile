# Every target sets up what it needs, and only what is missing.
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test check bench schema web setup

DATA ?= data
RELEASE := target/release/minsheng
DEBUG := target/debug/minsheng

## run: build, load the demo data once, serve API and console on http://127.0.0.1:8080
run: web
	cargo build --release
	$(RELEASE) demo --data $(DATA)
	tools/sign-in-links $(RELEASE) $(DATA)
	exec $(RELEASE) serve --data $(DATA)

## test: every test on SQLite and PostgreSQL, the protocol audit, the browser
test: setup-test web
	cargo build
	tools/with-postgres cargo nextest run --workspace
	cargo test --doc --workspace --quiet
	tools/end-to-end $(DEBUG)

## check: format, lints, schema, dependencies, documentation, web
check: setup-check web
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo run --quiet -- schema | diff -u schema.graphql - || { echo "schema.graphql is stale: make schema" >&2; exit 1; }
	node tools/glossary.mjs
	cargo deny --log-level error check bans licenses sources
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --quiet
	npm --prefix web run --silent lint
	npm --prefix web run --silent typecheck

## bench: the read path, a month of payrolls and grouped statistics against their hand-written limits, side by side; SCALE multiplies people and lines
SCALE ?= 1
bench: setup
	cargo build --release --bins --examples
	bench/run $(RELEASE) target/release/examples/limit $(SCALE)
	bench/payroll $(RELEASE) target/release/examples/limit 13
	bench/statistics $(RELEASE) target/release/examples/limit

## schema: write schema.graphql
schema:
	cargo run --quiet -- schema > schema.graphql.new
	mv schema.graphql.new schema.graphql

## web: build the pages into web/dist
web: web/dist/index.html

web/node_modules/.package-lock.json: web/package-lock.json | setup
	npm --prefix web ci --no-audit --no-fund
	touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(shell find web/src web/*.html web/*.ts web/*.json -type f 2>/dev/null)
	npm --prefix web run build
	touch $@

.PHONY: setup-test setup-check
setup:
	tools/setup build
setup-test: setup
	tools/setup test
setup-check: setup
	tools/setup check
