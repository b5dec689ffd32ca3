"""uv run python -m tests.benchmarks.losses [--runs 200] [--seed 1]: whether anything typed is ever lost.

Each run is a random row of {type, wait, kill the server, kill the tab, log out, go offline, save in another tab} on a
story of its own, in Chromium against gunicorn. Afterwards everything is brought back and what the form offers is taken;
then every word that was on the screen for over three seconds has to be in the story or in one of its revisions.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.archives import KEPT, ROOT
from tests.browser.chromium import CHROMIUM, FLAGS

ACTIONS = ("type", "wait", "kill the server", "kill the tab", "log out", "go offline", "save in another tab")
_WEIGHTS = (10, 4, 1, 1, 1, 1, 1)
_SAFE, _STEPS, _BACK = 3.0, 12, 25.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="Each with a server and a browser of its own.")
    parser.add_argument("--inside", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside is not None:
        print(json.dumps(_inside(range(asked.inside, asked.runs, asked.workers), asked.seed)))
        return
    children = [_child(place, asked) for place in range(asked.workers)]
    found = [json.loads(child.communicate()[0]) for child in children]
    total: Counter[str] = sum((Counter(it["counts"]) for it in found), Counter())
    print("| | |\n|---|---:|")
    for name, count in total.items():
        print(f"| {name} | {count:,} |")
    lost = [line for it in found for line in it["lost"]]
    print(f"| lost | {sum(len(word) for _, word in lost):,} |")
    for seed, word in lost:
        print(f"lost in run {seed}: {word}")
    sys.exit(bool(lost))


def _child(place: int, asked: argparse.Namespace) -> subprocess.Popen[str]:
    folder = KEPT / f"losses-{place}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {**os.environ, "VAR_DIR": str(folder), "DATABASE_URL": "", "SITE_URL": "", "DEBUG": ""}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    words = ["--runs", asked.runs, "--seed", asked.seed, "--workers", asked.workers, "--inside", place]
    command = [sys.executable, "-m", "tests.benchmarks.losses", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


class Server:
    """Gunicorn that can be killed without a goodbye."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        words = ["-m", "gunicorn", "newsroom.wsgi", "--threads", "4", "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
        )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise RuntimeError("The server did not start.")

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@dataclass
class Run:
    """One story in one browser. `typed` maps each word on the screen to when it appeared there."""

    desk: Any
    context: Any
    server: Server
    rng: random.Random
    article: int
    page: Any = None
    typed: dict[str, float] = field(default_factory=dict)
    owed: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def go(self) -> None:
        self.come_back()
        for _ in range(_STEPS):
            action = self.rng.choices(ACTIONS, _WEIGHTS)[0]
            self.counts[action] += 1
            getattr(self, action.replace(" ", "_"))()
        self.come_back()
        self.settle()
        now = time.monotonic()
        self.owed |= {word for word, at in self.typed.items() if now - at > _SAFE}

    # -- what happens -----------------------------------------------------------------------------------------------

    def type(self) -> None:
        if self.page is None:
            self.come_back()
        self.choose()
        word = f"w{self.rng.randrange(10**8):08}"
        self.page.evaluate("document.querySelector('#id_body').articleEditor.commands.focus('end')")
        self.page.wait_for_timeout(60)
        self.page.keyboard.type(f"{word} ")
        if word in self.page.evaluate("document.querySelector('#id_body').articleEditor.getText()"):
            self.typed[word] = time.monotonic()
            self.counts["characters"] += len(word)

    def wait(self) -> None:
        time.sleep(self.rng.uniform(0.1, 4))

    def kill_the_server(self) -> None:
        self.server.kill()

    def kill_the_tab(self) -> None:
        """As if its process had died: nothing that the form does on the way out is done."""
        if self.page is None:
            return
        self.page.evaluate("document.querySelector('#article_form').deskAutosave.keepCopy = () => {}")
        now = time.monotonic()
        self.owed |= {word for word, at in self.typed.items() if now - at > _SAFE}
        self.typed.clear()
        self.page.close()
        self.page = None

    def log_out(self) -> None:
        self.context.clear_cookies(name="sessionid")

    def go_offline(self) -> None:
        self.context.set_offline(True)

    def save_in_another_tab(self) -> None:
        """A colleague's, who saves what is there and a word more."""
        word = f"o{self.rng.randrange(10**8):08}"
        self.desk.save(self.article, f"<p>{word}</p>")
        self.owed.add(word)

    # -- and afterwards -----------------------------------------------------------------------------------------------

    def come_back(self) -> None:
        self.server.start()
        self.context.set_offline(False)
        self.context.add_cookies([self.desk.cookie(self.server.port)])
        if self.page is None:
            self.open()
        self.choose()

    def open(self) -> None:
        """Again, where the server came up a moment too late."""
        from playwright.sync_api import Error

        for wait in (0.5, 2, 5):
            self.page = self.context.new_page()
            try:
                self.page.goto(f"http://127.0.0.1:{self.server.port}{self.desk.address(self.article)}")
                self.page.wait_for_selector(".desk-toolbar")
            except Error:
                self.counts["opened again"] += 1
                self.page.close()
                time.sleep(wait)
            else:
                return
        raise RuntimeError("The story can't be opened.")

    def choose(self) -> None:
        """Takes what the form offers: the browser's copy, and of two texts the chosen one."""
        if self.page.locator("dialog[open]").count():
            self.click("dialog[open] .conflict [type=submit]")
        elif self.page.locator(".desk-offer").count():
            self.click(".desk-offer .default")
        elif self.page.locator("[data-desk=status] button").count():
            self.click("[data-desk=status] button")

    def click(self, selector: str) -> None:
        """What is gone, or covered by now, is looked for again by the caller."""
        from playwright.sync_api import TimeoutError as Covered

        try:
            self.page.locator(selector).last.click(timeout=2_000)
            self.page.wait_for_timeout(300)
        except Covered:
            self.counts["clicks that missed"] += 1

    def settle(self) -> None:
        until = time.monotonic() + _BACK
        while time.monotonic() < until:
            self.choose()
            if not self.page.evaluate("document.querySelector('#article_form').deskAutosave.dirty"):
                return
            time.sleep(0.3)
        self.counts["never settled"] += 1


def _inside(runs: range, seed: int) -> dict[str, Any]:
    import django

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    from playwright.sync_api import sync_playwright

    from tests.benchmarks.losses_desk import Desk

    desk, server, counts, lost = Desk(), Server(), Counter[str](), list[tuple[int, str]]()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for number in runs:
            context = browser.new_context()
            run = Run(desk, context, server, random.Random(f"{seed}-{number}"), desk.story())
            run.go()
            kept = desk.everything(run.article)
            lost += [(number, word) for word in run.owed if word not in kept]
            counts += run.counts + Counter({"runs": 1, "words owed": len(run.owed)})
            run.page.evaluate("document.querySelector('#article_form').deskAutosave.submitting = true")
            context.close()
            print(number, end=" ", file=sys.stderr, flush=True)
        browser.close()
    server.kill()
    return {"counts": counts, "lost": lost}


if __name__ == "__main__":
    main()
