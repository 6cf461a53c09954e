"""The parameters of notebooks: what a notebook offers, what a caller sets, what a value may be."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpusutils.errors import InputError, ParameterError
from corpusutils.pages.dates import check_date

if TYPE_CHECKING:
    import nbformat  # a second to load, and every notebook loads this module

TAG = "parameters"
Literal = str | int | float | bool


@dataclass(frozen=True)
class Check:
    """A parameter's value and what it may be; `fault` is empty where it is."""

    name: str
    value: Any
    fault: str


def whole(name: str, value: Any, low: int, high: int) -> Check:
    """Check for a whole number from `low` to `high`."""
    ok = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    return Check(name, value, "" if ok else f"{name} is {value!r}; it is a whole number from {low} to {high}")


def share(name: str, value: Any, low: float = 0.0, high: float = 1.0) -> Check:
    """Check for a number from `low` to `high`."""
    ok = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
    return Check(name, value, "" if ok else f"{name} is {value!r}; it is a number from {low:g} to {high:g}")


def choice(name: str, value: Any, options: Sequence[str]) -> Check:
    """Check for one of a few words."""
    return Check(name, value, "" if value in options else f"{name} is {value!r}; it is one of {', '.join(options)}")


def day(name: str, value: Any) -> Check:
    """Check for an ISO year, month or day, or an empty text.

    >>> day("AS_OF", "2024-06").fault, day("AS_OF", "June").fault
    ('', "AS_OF is 'June'; it is empty or a date: YYYY, YYYY-MM or YYYY-MM-DD")
    """
    try:
        ok = isinstance(value, str) and (not value or bool(check_date(value)))
    except ParameterError:
        ok = False
    return Check(name, value, "" if ok else f"{name} is {value!r}; it is empty or a date: YYYY, YYYY-MM or YYYY-MM-DD")


def raise_faults(checks: Iterable[Check]) -> dict[str, Any]:
    """Return the values by name, or raise one `ParameterError` that names every fault."""
    checks = list(checks)
    faults = [check.fault for check in checks if check.fault]
    if faults:
        raise ParameterError("these parameters can't be used", faults)
    return {check.name: check.value for check in checks}


def notebook_parameters(notebook: nbformat.NotebookNode, name: str) -> dict[str, Literal]:
    """Return the names and defaults of a notebook's parameters cell.

    Raises `InputError` where there is not exactly one cell with the tag, or it holds anything but
    `NAME = literal` lines.
    """
    cells = [c for c in notebook.cells if c.cell_type == "code" and TAG in c.metadata.get("tags", ())]
    if len(cells) != 1:
        raise InputError(f"{name} has {len(cells)} cells tagged `{TAG}`; it needs exactly one")
    defaults: dict[str, Literal] = {}
    for statement in ast.parse(cells[0].source).body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=variable)], value=value) if variable.isupper():
                try:
                    defaults[variable] = ast.literal_eval(value)
                    continue
                except ValueError:
                    pass
        raise InputError(f"{name}: the parameters cell holds `{ast.unparse(statement)}`; expected NAME = literal")
    return defaults


def read_setting(text: str, known: Mapping[str, Literal]) -> tuple[str, Literal]:
    """Read `NAME=VALUE` with the type that the parameter's default has.

    >>> read_setting("NUM_TOPICS=12", {"NUM_TOPICS": 8})
    ('NUM_TOPICS', 12)
    >>> read_setting("NUM_TOPICS=many", {"NUM_TOPICS": 8})
    Traceback (most recent call last):
    ...
    corpusutils.errors.ParameterError: NUM_TOPICS is 'many'; it is a whole number, such as 8
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise ParameterError(f"{text!r} is not NAME=VALUE")
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ParameterError(
            f"no notebook of this run has a parameter {name!r}{hint} Known: {', '.join(sorted(known))}"
        )
    return name, _typed(name, value, known[name])


def _typed(name: str, value: str, default: Literal) -> Literal:
    kinds = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}
    try:
        match default:
            case bool():
                return {"true": True, "false": False}[value.lower()]
            case int():
                if value.strip("-") != str(abs(int(value))):
                    raise ValueError
                return int(value)
            case float():
                return float(value)
    except (ValueError, KeyError):
        raise ParameterError(f"{name} is {value!r}; it is {kinds[type(default)]}, such as {default!r}") from None
    return value
