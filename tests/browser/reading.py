"""What a browser test reads off a page: axe with every rule of WCAG 2.2 AA, and the size of what is pressed."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

__all__ = ["OPTIONS", "faults", "too_fine", "too_small"]

OPTIONS = {"rules": {"target-size": {"enabled": True}}}
"""The bundled axe leaves the one rule that 2.2 AA adds switched off."""

_SMALL = """least => {
  const pressed = 'a[href], button, summary, select, textarea, input:not([type=hidden])';
  const found = new Set([...document.querySelectorAll(pressed)].map(one => one.closest('label') || one));
  return [...found].filter(one => {
    const box = one.getBoundingClientRect(), seen = one.checkVisibility({visibilityProperty: true});
    const away = box.right <= 0 || box.bottom + scrollY <= 0 || box.width <= 1 || box.height <= 1;
    return seen && !away && (box.height < least - 0.5 || box.width < least - 0.5);
  }).map(one => {
    const box = one.getBoundingClientRect();
    return `${Math.round(box.width)}x${Math.round(box.height)} ${one.outerHTML.slice(0, 110)}`;
  });
}"""

_FINE = """least => [...document.querySelectorAll('main *, footer *, header *')]
  .filter(one => one.offsetParent && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(one => parseFloat(getComputedStyle(one).fontSize) < least && one.getBoundingClientRect().width > 1)
  .map(one => `${getComputedStyle(one).fontSize} ${one.outerHTML.slice(0, 110)}`)"""


def faults(page: Page) -> list[str]:
    """Name what axe finds wrong with a page."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def too_small(page: Page, least: int) -> list[str]:
    """Name what is pressed on a page and measures less than so many pixels either way."""
    return [str(one) for one in page.evaluate(_SMALL, least)]


def too_fine(page: Page, least: int) -> list[str]:
    """Name what is read on a page in type of less than so many pixels."""
    return [str(one) for one in page.evaluate(_FINE, least)]
