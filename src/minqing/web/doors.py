"""Who may come in to a view: marks that the middleware reads. A view without a mark needs a signed-in post."""

from collections.abc import Callable
from typing import Any

View = Callable[..., Any]


def open_to_all(view: View) -> View:
    """Mark a view that a stranger may see: signing in, and nothing else of weight."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def needs_account(view: View) -> View:
    """Mark a view that asks for a signed-in account, with or without a chosen post."""
    view.needs_account = True  # type: ignore[attr-defined]
    return view


def dear(view: View) -> View:
    """Mark a page that is dear to draw: nobody opens very many of them within one minute."""
    view.dear = "page"  # type: ignore[attr-defined]
    return view


def dear_file(view: View) -> View:
    """Mark a view that always makes a file; one that does with ``?as=`` needs no mark."""
    view.dear = "file"  # type: ignore[attr-defined]
    return view


def needs(*permissions: str) -> Callable[[View], View]:
    """
    Mark a view that is drawn only for a post with one of these permissions somewhere.

    The services decide about each row; this keeps pages from being drawn that could do nothing.
    """

    def mark(view: View) -> View:
        view.needs = permissions  # type: ignore[attr-defined]
        return view

    return mark
