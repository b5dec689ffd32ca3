"""Real Chromium against a live server. Without Chromium these tests are skipped, and say so.

Every page is watched: a CSP violation, a console error, a page error or a request to another host fails the test.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import CHROMIUM, FLAGS
from tests.factories import make_user

# The browser's own loop runs in this thread; the tests' queries are ordinary ones all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WATCH = """
window.violations = []
document.addEventListener("securitypolicyviolation", (e) => window.violations.push(`${e.effectiveDirective} ${e.blockedURI}`))
"""


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))  # one browser, one worker
            item.add_marker(pytest.mark.django_db(transaction=True))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: apt-get install chromium"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Watched:
    """A page, and all that went wrong on it."""

    page: Page
    base: str
    wrongs: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def check_page(self, name: str) -> None:
        """The page that is open now; an address that is gone says so on the console too, which is right."""
        gone = ("(Not Found)", "(Gone)")
        self.wrongs = [it for it in self.wrongs if not it.endswith(gone)]
        assert [*self.wrongs, *self.page.evaluate("window.violations || []")] == [], name

    def check(self) -> None:
        violations = self.page.evaluate("window.violations || []")
        assert [*self.wrongs, *violations] == []


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Callable[..., Watched]]:
    """`open_page(width=390, dark=True, …)` gives a watched page; all are checked when the test ends."""
    opened: list[tuple[BrowserContext, Watched]] = []

    def make(*, width: int = 1280, height: int = 900, dark: bool = False, **options: Any) -> Watched:
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        page = context.new_page()
        watched = Watched(page, live_server.url)
        if options.get("java_script_enabled", True):
            page.add_init_script(WATCH)
        page.on("console", lambda m: watched.wrongs.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: watched.wrongs.append(f"page error: {error}"))
        page.on(
            "request",
            lambda r: None if r.url.startswith((live_server.url, "data:", "blob:")) else watched.wrongs.append(r.url),
        )
        opened.append((context, watched))
        return watched

    yield make
    for context, watched in opened:
        if not watched.page.is_closed() and watched.page.url.startswith("http"):
            watched.check()
        context.close()


@pytest.fixture
def log_in(open_page: Callable[..., Watched]) -> Callable[..., Watched]:
    """`log_in("editor")` gives a watched page of somebody with that role, at the desk."""

    def make(role: str = "editor", **options: Any) -> Watched:
        user = make_user(role, password="correct horse battery")
        desk = open_page(**options)
        page = desk.open("/admin/login/")
        page.fill("[name=username]", user.username)
        page.fill("[name=password]", "correct horse battery")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "login" not in url)
        return desk

    return make
