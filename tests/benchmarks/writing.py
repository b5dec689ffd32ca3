"""uv run python -m tests.benchmarks.writing: what writing costs in Chromium, on a long made article.

5,000 words, 36 quotations, 12 embeds. Needs Chromium (CHROMIUM, or on the path); serves a small archive by gunicorn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.benchmarks.archives import ROOT, Archive, archive
from tests.benchmarks.served import server
from tests.browser.chromium import CHROMIUM, FLAGS

STORIES, OPENED, KEYS, SAVES = 200, 5, 300, 10
BUDGETS = {
    "form usable": "2,000 ms",
    "key to paint": "25 ms, p95 100 ms",
    "autosave, there and back": "150 ms",
    "autosave, queries": "14",
}
# From the key's own time stamp to the moment after the frame that shows it.
_WATCH_KEYS = """() => {
  window.keyTimes = []
  addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => window.keyTimes.push(performance.now() - timeStamp)
    port2.postMessage(0)
  }), true)
}"""
_SAVED = """() => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/autosave/")).map(({ duration }) => duration)"""


@dataclass(frozen=True)
class Story:
    """What the child has made: who logs in, where the story is, and the queries of one autosave of it."""

    session: str
    address: str
    words: int
    quotes: int
    embeds: int
    queries: int


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    of = archive(STORIES)
    story = _made(of)
    with server(of) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        found = _measured(browser, f"http://127.0.0.1:{port}", story)
        browser.close()
    print(f"{story.words:,} words, {story.quotes} quotations, {story.embeds} embeds; load {os.getloadavg()[0]:.1f}\n")
    print("| | budget | median | p95 |\n|---|---:|---:|---:|")
    for name, (middle, high) in found.items():
        print(f"| {name} | {BUDGETS.get(name, '')} | {middle} | {high} |")


def _made(of: Archive) -> Story:
    command = [sys.executable, "-m", "tests.benchmarks.writing_in_process"]
    child = subprocess.run(command, cwd=ROOT, env=of.environment, check=True, stdout=subprocess.PIPE, text=True)
    return Story(**json.loads(child.stdout))


def _measured(browser: Browser, base: str, story: Story) -> dict[str, tuple[str, str]]:
    opened = [_usable(browser, base, story) for _ in range(OPENED)]
    context = _logged_in(browser, base, story)
    page = context.new_page()
    scripts: dict[str, bytes] = {}
    page.on("response", lambda it: scripts.update({it.url: it.body()} if it.request.resource_type == "script" else {}))
    _open(page, base + story.address)
    keys = _key_times(page)
    saves = _save_times(page)
    page.evaluate("document.querySelector('#article_form').deskAutosave.submitting = true")  # no question on leaving
    weight = sum(len(gzip.compress(body, 9)) for body in scripts.values())
    own = sum(len(gzip.compress(body, 9)) for url, body in scripts.items() if "/js/desk/" in url)
    context.close()
    return {
        "form usable": _row(opened),
        "key to paint": _row(keys),
        "autosave, there and back": _row(saves),
        "autosave, queries": (str(story.queries), ""),
        "scripts, gzip": (f"{weight / 1000:.0f} kB, {own / 1000:.1f} of them ours", ""),
    }


def _row(times: list[float]) -> tuple[str, str]:
    return f"{median(times):,.0f} ms", f"{sorted(times)[int(len(times) * 0.95) - 1]:,.0f} ms"


def _logged_in(browser: Browser, base: str, story: Story) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": story.session, "url": base}])
    return context


def _open(page: Page, address: str) -> None:
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".desk-toolbar")


def _usable(browser: Browser, base: str, story: Story) -> float:
    """With nothing in the cache, until a key that is pressed is a letter in the text."""
    context = _logged_in(browser, base, story)
    page = context.new_page()
    started = time.perf_counter()
    _open(page, base + story.address)
    page.locator(".ProseMirror > p").first.click()
    page.keyboard.type("Zq")
    page.wait_for_selector(".ProseMirror p:has-text('Zq')")
    took = (time.perf_counter() - started) * 1000
    page.evaluate("document.querySelector('#article_form').deskAutosave.submitting = true")
    context.close()
    return took


def _key_times(page: Page) -> list[float]:
    page.evaluate(_WATCH_KEYS)
    page.locator(".ProseMirror > p").nth(12).click()
    page.wait_for_timeout(500)
    for place in range(KEYS):
        page.keyboard.press("abcde "[place % 6] if place % 6 < 5 else "Space")
        page.wait_for_timeout(40)  # a fast typist
    page.wait_for_timeout(300)
    return list(page.evaluate("window.keyTimes"))


def _save_times(page: Page) -> list[float]:
    page.evaluate("performance.clearResourceTimings()")
    for _ in range(SAVES):
        page.keyboard.type(" x")
        page.wait_for_timeout(2200)
    found: Any = page.evaluate(_SAVED)
    return list(found)


if __name__ == "__main__":
    main()
