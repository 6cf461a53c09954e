"""A page inside a page."""

from __future__ import annotations

from html import escape


def page_frame(page: str, *, title: str, height: int) -> str:
    """Return a page of HTML as a frame of `height` pixels that a notebook or a report shows without opening a file."""
    style = f"width:100%;height:{height}px;border:1px solid #ccc"
    return f'<div><iframe title="{escape(title)}" style="{style}" srcdoc="{escape(page)}"></iframe></div>'
