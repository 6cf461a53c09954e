"""The figures of the ledger: what stands in them, and that no two texts stand on one another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from corpusutils.errors import InputError
from corpusutils.report.parameters import day
from corpusutils.show.figures import STATUS_COLOURS, fate_timeline, scorecard_figure, stacked_bars
from corpusutils.show.fonts import use_chinese_font
from corpusutils.targets.verdicts import STATUSES


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    use_chinese_font()
    yield
    plt.close("all")


def ledger(n: int = 15) -> pd.DataFrame:
    """Return the columns of a ledger that the figure reads, with names as long as they come."""
    rows = [
        {
            "target_id": f"p#t{k}", "place": "大同市桑干河流域", "indicator_norm": "大同市桑干河流域国考断面优良水体比例",
            "comparator": "ge", "value": 80 + k, "unit": "%", "deadline": "2025", "target_told": "2021-02-17",
            "status": STATUSES[k % len(STATUSES)], "revisions": "[]",
        }
        for k in range(n)
    ]  # fmt: skip
    return pd.DataFrame(rows)


LINKS = pd.DataFrame(
    [("p#t0", "2022", "2023-03-01"), ("p#old", None, "2022-06-01"), ("p#t0", "2025", "2025-11-20"), ("x#t9", "2024", "2025-01-01")],
    columns=["target_id", "period", "told"],
)  # fmt: skip


def overlaps(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of texts of a figure that cover one another."""
    figure.canvas.draw()
    texts = [t for t in figure.findobj(plt.Text) if t.get_visible() and t.get_text().strip()]  # type: ignore[attr-defined]
    boxes = [(t.get_text(), t.get_window_extent()) for t in texts]
    boxes = [(name, box) for name, box in boxes if box.width > 0]
    return [(a, b) for (a, one), (b, two) in combinations(boxes, 2) if one.overlaps(two) and one.bounds != two.bounds]


def dots(figure: Figure, size: int, row: int) -> list[str]:
    """Return the marks of a size in a row, as year and month."""
    marks = [c for c in figure.axes[0].collections if len(c.get_sizes()) and c.get_sizes()[0] == size]
    places = np.concatenate([np.asarray(c.get_offsets()) for c in marks])
    return [f"{int(x)}-{int(x % 1 * 12 + 0.01) + 1:02d}" for x, y in places if y == row]


def test_a_row_holds_told_reports_and_deadline() -> None:
    table = ledger(2)
    table.loc[0, "revisions"] = json.dumps([{"id": "p#old"}])
    figure = fate_timeline(table, LINKS, title="fates")
    assert dots(figure, 64, 0) == ["2021-02"] and dots(figure, 78, 0) == ["2025-12"]
    assert dots(figure, 13, 0) == ["2022-12", "2022-06", "2025-11"]
    assert dots(figure, 13, 1) == []


def test_fifteen_long_names_do_not_cover_one_another_and_each_status_is_a_word() -> None:
    figure = fate_timeline(ledger(), LINKS, title="fates")
    assert overlaps(figure) == []
    words = {t.get_text() for t in figure.findobj(plt.Text)}  # type: ignore[attr-defined]
    assert {status.replace("_", " ") for status in STATUSES} <= words
    assert "大同市桑干河流域 · 大同市桑干河流域国考断面优… · ≥ 80%" in words


def test_a_target_without_a_date_has_a_row_but_a_ledger_without_any_none() -> None:
    table = ledger(2)
    table.loc[1, ["deadline", "target_told"]] = None
    assert dots(fate_timeline(table, LINKS, title="fates"), 78, 1) == []
    with pytest.raises(InputError, match="nothing to draw for 'fates': no target has a date"):
        fate_timeline(table.tail(1), LINKS, title="fates")


def test_a_scorecard_says_each_status_in_its_cell() -> None:
    matrix = pd.DataFrame(
        [["met", None], ["on_track", "missed"]],
        index=pd.MultiIndex.from_tuples([("晋中市", "再生水利用率"), ("大同市", "优良天数")]),
        columns=["2024", "2025"],
    )
    figure = scorecard_figure(matrix, title="scorecard")
    cells = {(t.get_position(), t.get_text()) for t in figure.axes[0].texts}
    assert cells == {((0, 0), "met"), ((0, 1), "on track"), ((1, 1), "missed")}
    assert [t.get_text() for t in figure.legends[0].get_texts()] == ["met", "on track", "missed"]
    assert overlaps(figure) == []
    with pytest.raises(InputError, match="done is no status"):
        scorecard_figure(matrix.replace("met", "done"), title="scorecard")
    with pytest.raises(InputError, match="the table has no rows"):
        scorecard_figure(matrix.head(0), title="scorecard")


def test_every_status_has_a_colour_of_its_own() -> None:
    assert tuple(STATUS_COLOURS) == STATUSES and len(set(STATUS_COLOURS.values())) == len(STATUSES)


def test_stacked_bars_write_each_part_and_leave_out_nothing() -> None:
    table = pd.DataFrame({"kept": [3, 0], "missed": [1, 2]}, index=["太原", "大同"])
    figure = stacked_bars({"places": table}, colours={"kept": "#0072b2", "missed": "#d55e00"}, title="fates")
    assert sorted(t.get_text() for t in figure.axes[0].texts if t.get_text()) == ["1", "2", "3"]
    assert [(p.get_x(), p.get_width()) for p in figure.axes[0].patches] == [(0, 3), (0, 0), (3, 1), (0, 2)]


@pytest.mark.parametrize(
    ("value", "good"), [("", True), ("2024", True), ("2024-06-30", True), ("2024-13", False), (2024, False)]
)
def test_a_day_is_empty_or_a_date(value: object, good: bool) -> None:
    assert (day("AS_OF", value).fault == "") is good
