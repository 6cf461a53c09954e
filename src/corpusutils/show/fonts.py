"""One Chinese font for figures and pages, from a package and not from the system."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from corpusutils.errors import MissingError

FAMILY = "Noto Sans SC"


@lru_cache(maxsize=1)
def font_path() -> Path:
    """Return the file of the Chinese font (Noto Sans SC, OFL), which the package `zhplot` ships.

    The package is found but not imported: importing it would change matplotlib's settings.
    """
    spec = find_spec("zhplot")
    found = sorted(Path(spec.origin).parent.rglob("NotoSansSC-Regular.ttf")) if spec and spec.origin else []
    if not found:
        raise MissingError("the Chinese font is missing; mend it with: pip install zhplot==1.0.0")
    return found[0]


def use_chinese_font() -> None:
    """Set up matplotlib and seaborn for figures with Chinese labels that are the same bytes on every run."""
    import matplotlib as mpl
    import seaborn as sns
    from matplotlib import font_manager

    sns.set_theme(style="whitegrid", context="notebook")
    font_manager.fontManager.addfont(str(font_path()))
    mpl.rcParams.update(
        {
            "font.family": FAMILY,
            "axes.unicode_minus": False,
            "svg.hashsalt": "corpusutils",
            "figure.dpi": 110,
            "savefig.dpi": 160,
            "figure.constrained_layout.use": True,
            "axes.titlelocation": "left",
            "axes.titlesize": 13,
        }
    )


def web_font(text: str) -> str:
    """Return the font cut to the characters of `text`, as a WOFF2 data URI for an offline page."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(flavor="woff2", layout_features=[], notdef_outline=True, hinting=False)
    with TTFont(font_path(), recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(sorted(set(text))))
        cutter.subset(font)
        out = io.BytesIO()
        font.flavor = "woff2"
        font.save(out)
    return "data:font/woff2;base64," + base64.b64encode(out.getvalue()).decode("ascii")
