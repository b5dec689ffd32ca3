"""What axe finds wrong on a page, or in one part of it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()
_VIOLATIONS = {"resultTypes": ["violations"]}


def found_by_axe(page: Page, *, within: str | None = None, dark: bool = False) -> dict[str, str]:
    """By rule, the first place where it is broken. In the dark only colours can differ from what the light showed."""
    options = _VIOLATIONS | ({"runOnly": ["color-contrast"]} if dark else {})
    found = _AXE.run(page, context=within, options=options).response["violations"]
    return {it["id"]: f"{it['nodes'][0]['html'][:160]} {it['nodes'][0].get('failureSummary') or ''}" for it in found}
