"""Run `python -m corpusutils` as the `corpusutils` command."""

from corpusutils.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
