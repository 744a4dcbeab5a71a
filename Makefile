# `make chat` opens the app, `make test` runs every test. Both build .venv once.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
STAMP  := $(VENV)/.installed

.PHONY: chat test lint check clean

chat: $(STAMP)
	@$(BIN)/mneme

test: $(STAMP)
	@$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: test lint

# torch comes first: on Linux the one on PyPI brings gigabytes of CUDA libraries, PyTorch's own index
# has a small build for the CPU. Where that index is out of reach, pip takes what it finds elsewhere.
$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
		--no-deps --retries 1 --timeout 15 --extra-index-url $(TORCH_INDEX) torch
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

clean:
	rm -rf $(VENV)
