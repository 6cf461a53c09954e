"""The lock, environment.yml and pyproject.toml speak of the same versions."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import yaml
from packaging.requirements import Requirement

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))
from lock import CONDA_NAMES, environment


def test_environment_is_what_the_lock_gives(root: Path) -> None:
    assert (root / "environment.yml").read_text(encoding="utf-8") == environment()


def test_environment_pins_every_direct_dependency_within_its_bounds(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    conda = dict(item.split("=", 1) for item in listed if isinstance(item, str) and "=" in item)
    pip = dict(item.split("==") for item in listed[-1]["pip"])
    for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        requirement = Requirement(text)
        name = requirement.name.lower()
        version = pip.get(name) or conda[CONDA_NAMES.get(name, name)]
        assert requirement.specifier.contains(version), f"{text} but {version}"


def test_every_locked_package_has_a_hash(root: Path) -> None:
    for name in ("requirements.txt", "requirements-bootstrap.txt"):
        blocks = re.split(r"\n(?=\S)", (root / name).read_text(encoding="utf-8").strip())
        assert len(blocks) > 0
        assert [b for b in blocks if "--hash=sha256:" not in b] == []
