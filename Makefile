# make demo   the main job on the articles in seeds/, against a Kafka that it starts itself
# make test   what matters of every part, with a real Kafka; at most 12 minutes on two cores
# make test-all  all tests: also the long torture, sets of articles, and time measured on long texts
# make test-fast  the tests that need no Kafka, no model and no process
# make test-families  every family of hostile texts and pages on every function; about an hour
# make torture  workers and brokers killed at random, and every outcome compared with the articles;
#               ARGS="--minutes 10 --seed 7"
# make fuzz   hostile input for all that reads what others write, until something breaks;
#             ARGS="--minutes 60 --seed 7"
# make compose-test  docker-compose.yml on a real Docker engine, with what can break; needs root or
#             a running engine, else it is skipped; ARGS="--folder …" keeps its images there
# make image-sbom  newsdesk-image.cdx.json: what the image has, as a CycloneDX bill of materials
# make bench  all measures of speed, newsdesk and peers side by side; about an hour
# make bench-quick  the ceiling, newsdesk and the fastest peers, in a few minutes
# make check  formatting, lints, types, the directions of imports, and bandit
# make audit  known weaknesses of what the worker's lock has; skipped where no index can be reached
# make sbom   newsdesk.cdx.json: what the worker's lock has, as a CycloneDX bill of materials
# make licences  docs/licences.md, from what is installed
# make helm   Helm, which tests of the chart need; `make test` builds it where there is Go
#
# PYTHON=…       the Python to use, 3.11 to 3.13
# TORCH_INDEX=…  a package index of CPU-only builds of torch
# JOBS=…         how many tests run at a time in `make test` and `make test-all`: 2
# ARGS=…         further arguments for the command behind a target

BIN := .venv/bin
INSTALLED := .venv/.installed
HELM := .tools/helm
PEERS := bench/peers
# Most tests wait for something: two at a time. The tests of a file stay together.
SIDE_BY_SIDE := -n $(or $(JOBS),2) --dist loadfile

SHIPPED := agents broker client desk engines enrichment newsdesk schemas scripts examples

# Containers set it. Then each process that a test starts compiles newsdesk again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-all test-fast test-families torture fuzz compose-test image-sbom bench bench-quick check audit sbom licences fix schemas reference lock helm bench-peers-env clean

demo: $(INSTALLED)
	@$(BIN)/newsdesk demo $(ARGS)

test: $(INSTALLED) $(HELM)
	$(BIN)/python -m pytest -m "not slow" $(SIDE_BY_SIDE) $(ARGS)

test-all: $(INSTALLED) $(HELM)
	$(BIN)/python -m pytest -m "not alone" $(SIDE_BY_SIDE) --durations=30 $(ARGS)
	$(BIN)/python -m pytest -m alone $(ARGS) || [ $$? -eq 5 ] # 5: ARGS chose none of these

test-fast: $(INSTALLED)
	$(BIN)/python -m pytest -m "not (slow or kafka or models or processes)" $(ARGS)

test-families: $(INSTALLED)
	ALL_FAMILIES=1 $(BIN)/python -m pytest -m slow $(SIDE_BY_SIDE) tests/quality/test_hostile_texts.py \
	    tests/quality/test_patterns.py tests/engines/test_hostile_texts.py \
	    tests/enrichment/cleaning/test_hostile_pages.py $(ARGS)

torture: $(INSTALLED)
	@$(BIN)/python -m tests.torture $(ARGS)

fuzz: $(INSTALLED)
	@$(BIN)/python -m tests.fuzz $(ARGS)

compose-test: $(INSTALLED)
	@$(BIN)/python -m tests.deploy.installation $(ARGS)

image-sbom: $(INSTALLED)
	@$(BIN)/python -m scripts.image_sbom $(ARGS)

bench: $(INSTALLED) $(PEERS)/.venv/.installed
	@$(BIN)/python -m bench.speed $(ARGS)

bench-quick: $(INSTALLED) $(PEERS)/.venv/.installed
	@$(BIN)/python -m bench.speed --quick $(ARGS)

check: $(INSTALLED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy newsdesk tests bench examples scripts
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive $(SHIPPED)

# Needs an index that knows of vulnerabilities, such as PyPI's.
audit: $(INSTALLED)
	@$(BIN)/python -m scripts.supply.audit $(ARGS)

sbom: $(INSTALLED)
	@$(BIN)/python -m scripts.supply.sbom $(ARGS)

licences: $(INSTALLED)
	$(BIN)/python -m scripts.supply.licences

fix: $(INSTALLED)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schemas: $(INSTALLED)
	$(BIN)/python -m newsdesk.schemas.json_schema

reference: $(INSTALLED)
	$(BIN)/python -m scripts.reference

# Needs uv on the path. No address of an index gets into the files. What a light install gets is
# pinned as the worker has it.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    pyproject.toml --extra worker -o requirements/runtime.txt $(ARGS)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    pyproject.toml --extra worker --group dev -o requirements/dev.txt $(ARGS)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-annotate pyproject.toml -c requirements/runtime.txt -o requirements/light.txt $(ARGS)
	cd $(PEERS) && uv pip compile --no-config --quiet --universal --python-version 3.11 \
	    --generate-hashes --no-header requirements.in -o requirements.txt $(ARGS)

helm: $(HELM)

bench-peers-env: $(PEERS)/.venv/.installed

clean:
	rm -rf .venv .tools $(PEERS)/.venv *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(INSTALLED): requirements/dev.txt pyproject.toml scripts/setup
	@PYTHON="$(PYTHON)" TORCH_INDEX="$(TORCH_INDEX)" scripts/setup

$(HELM): scripts/helm/build scripts/helm/go.mod scripts/helm/go.sum
	@scripts/helm/build

$(PEERS)/.venv/.installed: $(PEERS)/requirements.txt scripts/setup
	@PYTHON="$(PYTHON)" TORCH_INDEX="$(TORCH_INDEX)" VENV=$(PEERS)/.venv LOCK=$< scripts/setup
