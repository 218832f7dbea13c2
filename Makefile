# One command each. The work is done by the scripts in tools/.

.DEFAULT_GOAL := help
.PHONY: help setup run dev e2e coverage browsers lighthouse build dist same publish disk server test check kills size bench shots icons pictures tasks fleet

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-11s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build the console for debugging and serve it with a sandbox (PORT=8081: elsewhere; ARGS="--help": more)
	@tools/run.sh $(ARGS)

test: ## run every test, and end with how many passed and failed
	@tools/setup.sh test
	@tools/test.sh

check: ## the fast checks alone: format, lints, native tests
	@tools/setup.sh check
	@tools/check.sh

coverage: ## count the lines of each layer that native tests run, and hold lab to its floor
	@tools/setup.sh check
	@tools/coverage.sh

kills: ## kill the server 200 times under a write load, and look for what it acknowledged
	@tools/setup.sh check
	@tools/kills.sh

build: ## build the release into dist/
	@tools/setup.sh build
	@tools/build.sh

dist: build ## build the release, check it against its manifest and say what a host gets
	@node tools/release.mjs say

same: ## build the release twice from two clones, and compare the bytes (about 10 minutes)
	@tools/same.sh

publish: ## upload dist/ to a bucket (BUCKET=, PREFIX=, ENDPOINT=, DRY_RUN=1: docs/hosting.md)
	@tools/setup.sh publish
	@tools/publish.sh

disk: ## publish to a storage on this machine's disk, which checks signatures and clocks
	@tools/setup.sh disk
	@tools/disk.sh

server: build ## build the server with the console in it: one file, target/site/headroom-server
	@tools/server.sh $(ARGS)

dev: ## serve a debug build while you edit: rebuilds and reloads on every change
	@tools/setup.sh build
	@tools/build.sh serve

e2e: ## run browser tests against a debug build (ARGS="forms -g save": some of them)
	@tools/setup.sh test
	@tools/e2e.sh $(ARGS)

setup: ## install what building and testing need, and nothing else
	@tools/setup.sh test

size: build ## say how large the release is, and fail if it is over its budget
	@node tools/size.mjs

fleet: ## sweep a fleet on Ray, kill a worker, compare with one process (ARGS="--help": more)
	@tools/setup.sh fleet
	@tools/fleet.sh $(ARGS)

bench: ## measure the console in the browser, and count what replays take
	@tools/setup.sh bench
	@tools/instructions.sh
	@tools/build.sh
	@tools/node.sh tests/e2e/bench.mjs
	@tools/node.sh tests/e2e/interaction.mjs
	@tools/node.sh tests/e2e/crowd.mjs

browsers: ## walk through the main story in Firefox and WebKitGTK (ARGS="webkitgtk": in one)
	@tools/setup.sh browsers
	@tools/build.sh
	@tools/browsers.sh $(ARGS)

lighthouse: ## judge the release by Lighthouse, as a phone
	@tools/setup.sh lighthouse
	@tools/build.sh
	@tools/lighthouse.sh

shots: ## take the pictures for the docs
	@tools/setup.sh test
	@tools/build.sh
	@tools/node.sh tests/e2e/shots.mjs

icons: ## draw the icons of the installed console from public/favicon.svg
	@tools/setup.sh test
	@tools/node.sh tests/e2e/icons.mjs

pictures: ## take a picture of every page and dialog, in both themes (ARGS="group": of some)
	@tools/setup.sh test
	@tools/build.sh
	@tools/node.sh tests/e2e/pictures.mjs $(ARGS)

tasks: ## count the clicks and keys of each task for docs/tasks.md
	@tools/setup.sh test
	@tools/build.sh
	@tools/node.sh tests/e2e/tasks.mjs
