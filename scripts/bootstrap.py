"""Prepare `.venv` beside this project from the hashed lock: `python scripts/bootstrap.py`.

Needs only a Python 3.11 to 3.13 with pip and venv, on any system. Every package is pinned and
checked against its hash. uv does the work where it can be had, venv and pip where it can't.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
LOCK = ROOT / "requirements.txt"
INPUTS = (LOCK, ROOT / "requirements-bootstrap.txt", ROOT / "pyproject.toml")
STAMP = VENV / "installed-from"
SUPPORTED = ((3, 11), (3, 12), (3, 13))


def digest() -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in INPUTS) + str(ROOT).encode()).hexdigest()


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def supported_python() -> str:
    """Return an interpreter that the lock was made for: this one, or another on PATH."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for major, minor in reversed(SUPPORTED):
        found = shutil.which(f"python{major}.{minor}")
        if found:
            return found
    sys.exit(
        f"bootstrap: this is Python {sys.version.split()[0]}; the project needs 3.11, 3.12 or 3.13 "
        "(gensim has no build for others). Install one of them and run: python3.12 scripts/bootstrap.py"
    )


def run(*command: str | Path) -> None:
    # The stamp of precompiled files is worth more than a clean source tree: without them every
    # notebook kernel compiles pandas and matplotlib again.
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV")}
    subprocess.run([str(part) for part in command], check=True, env=env, cwd=ROOT)


def find_uv() -> Path | None:
    """Return a uv executable of our own, fetched with its hash checked, or None."""
    uv = TOOLS / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    if not uv.exists():
        fetch = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--require-hashes",
            "--upgrade",
            "--target",
            TOOLS,
            "-r",
            ROOT / "requirements-bootstrap.txt",
        ]
        try:
            run(*fetch)
        except (subprocess.CalledProcessError, OSError):
            print("bootstrap: no uv to be had; going on with venv and pip (slower)", file=sys.stderr)
            return None
    return uv if uv.exists() else None


def install(python: str) -> None:
    uv = find_uv()
    if uv is not None:
        run(uv, "venv", "--quiet", "--clear", "--python", python, VENV)
        target = ("--python", venv_python())
        run(uv, "pip", "install", "--quiet", *target, "--require-hashes", "-r", LOCK)
        run(uv, "pip", "install", "--quiet", *target, "--no-deps", "--no-build-isolation", "-e", ROOT)
        return
    if python == sys.executable:
        venv.create(VENV, clear=True, with_pip=True)
    else:
        run(python, "-m", "venv", "--clear", VENV)
    pip = (venv_python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(*pip, "--require-hashes", "-r", LOCK)
    run(*pip, "--no-deps", "--no-build-isolation", "-e", ROOT)


def main() -> None:
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == digest() and venv_python().exists():
        return
    print("bootstrap: preparing .venv (once; a minute or less)", file=sys.stderr, flush=True)
    try:
        install(supported_python())
    except subprocess.CalledProcessError as error:
        sys.exit(
            f"bootstrap: this step failed: {' '.join(map(str, error.cmd))}\nMend what it says above and run again."
        )
    STAMP.write_text(digest(), encoding="utf-8")


if __name__ == "__main__":
    main()
