# Every target has a line of help: `make` prints them.
# What CI runs, a developer runs with one command: `make check test`.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
TOOL        := go tool -modfile=.tools/go.mod
GOFILES     := $(shell git ls-files '*.go' 2>/dev/null)
DATE        ?= $(shell date -u +%F)
VNU         := .tools/node_modules/vnu-jar/build/dist/vnu.jar

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: site
site: ## build the portal into public/ (needs Go alone)
	go run ./cmd/portal build

.PHONY: serve
serve: ## preview the portal on this computer: a save shows at once in the open page
	go run ./cmd/portal serve

.PHONY: test
test: setup unit html browser office check-language race ## install what the tests need (Debian), then run every test

.PHONY: unit
unit: ## the tests that need Go alone
	go test ./...

.PHONY: race
race: ## the tests that run in their own process, under the race detector (needs gcc)
	go test -race -short ./cmd/portal/internal/...
	go test -race -run 'Scripts/(base|build|output|release)' ./cmd/portal

.PHONY: html
html: ## judge every page of the site with the Nu HTML checker (needs Java and `make setup`)
	mkdir -p dist
	go run ./cmd/portal build --out dist/html
	java -Xmx1g -jar $(VNU) --skip-non-html --errors-only $$(readlink -f dist/html)
	@echo "Nu HTML checker: no error on $$(find -L dist/html -name '*.html' | wc -l) pages"

.PHONY: browser
browser: setup ## the site in Chromium: axe, keyboard, exit, filters, widths, print; pictures in dist/browser
	go test -tags browser -run '^TestBrowser' -count=1 -timeout 30m ./cmd/portal
	java -Xmx1g -jar $(VNU) --skip-non-html --errors-only dist/browser/gallery

.PHONY: office
office: setup ## LibreOffice opens every spreadsheet of the open data and shows the same cells as its CSV; a form saved in it says the same
	go test -tags office -run '^TestOffice' -count=1 ./cmd/portal ./cmd/portal/internal/export

.PHONY: check-language
check-language: setup ## spelling in every edition, by hunspell and the word lists in .tools/words
	go test -tags spelling -run Spelling -count=1 ./cmd/portal

.PHONY: check
check: ## formatting, vet, staticcheck, dead code, Windows, and the content itself
	@bad=$$($(TOOL) gofumpt -l $(GOFILES)); if [ -n "$$bad" ]; then echo "not formatted (run make format):"; echo "$$bad"; exit 1; fi
	go vet -tags browser,spelling,office ./...
	$(TOOL) staticcheck -tags browser,spelling,office ./...
	@dead=$$($(TOOL) deadcode -test -tags browser,spelling,office ./...); if [ -n "$$dead" ]; then echo "$$dead"; exit 1; fi
	GOOS=windows go vet ./...
	$(MAKE) --no-print-directory windows
	go mod verify
	go run ./cmd/portal check

.PHONY: format
format: ## format all Go files
	$(TOOL) gofumpt -w $(GOFILES)

.PHONY: schemas
schemas: ## write .schemas/ from the model, by which an editor of code completes and checks the keys of records
	go run ./cmd/portal schemas

.PHONY: bench
bench: setup ## speed and memory: each package's benchmarks, the whole site, the first paint on a slow phone
	go test -run '^$$' -bench . -benchmem -tags browser ./...

FUZZTIME ?= 10m

.PHONY: soak
soak: ## the long runs: ten thousand edits under a preview and the race detector, two hundred kills of a real build, each fuzz target for FUZZTIME (10m)
	PORTAL_SOAK=1 go test -race -run Soak -count=1 -timeout 90m -v ./cmd/portal/internal/serve
	PORTAL_SOAK=1 go test -run Kill -count=1 -timeout 60m -v ./cmd/portal
	@for target in $$(grep -rhoE '^func Fuzz[A-Za-z]+' --include='*_test.go' cmd | sed 's/func //' | sort -u); do \
		dir=$$(dirname $$(grep -rlE "^func $$target\(" --include='*_test.go' cmd)); \
		smaller=10s; case $$target in FuzzPDF|FuzzImport) smaller=1x;; esac; \
		echo "fuzz $$target in $$dir"; \
		go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime $$smaller -timeout 0 ./$$dir; done

.PHONY: release
release: ## build for publication into dist/: the site, one ZIP and its checksum; DATE=YYYY-MM-DD, else today
	mkdir -p dist
	go run ./cmd/portal build --release --date $(DATE) --out dist/site --zip dist/portal-$(DATE).zip
	cd dist && sha256sum portal-$(DATE).zip > portal-$(DATE).zip.sha256

.PHONY: windows
windows: ## dist/portal.exe for editors on Windows: put it into the site folder and open it, and the preview opens
	GOOS=windows GOARCH=amd64 go build -trimpath -ldflags '-s -w' -o dist/portal.exe ./cmd/portal

.PHONY: hooks
hooks: ## optional: before a commit, check what it changes in the content (git config --unset core.hooksPath undoes it)
	git config core.hooksPath .githooks

.PHONY: setup
setup: ## install what the tests need; says what is missing where it cannot
	@.ci/setup

.PHONY: clean
clean: ## remove everything that was built
	rm -rf public .public.releases dist .cache portal portal.exe
