"""Makes the pictures of the README and docs/editors.md: `uv run python -m tests.browser.pictures`.

Loads the demo outlet into an empty place of its own, serves it, and photographs it with Chromium.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import CHROMIUM, FLAGS

ROOT = Path(__file__).resolve().parents[2]
TO = ROOT / "docs" / "pictures"
STORY = "/2022/11/29/kendrick-lamar-we-cry-together-short-film/"
STORIES = "/admin/articles/article/"
# As the demo outlet numbers them.
IN_REVIEW, CORRECTED = 55, 17
# name, address, width, height, dark, login
PICTURES = [
    ("front", "/", 1440, 1250, False, ""),
    ("story", STORY, 1440, 1500, False, ""),
    ("story-phone-dark", STORY, 390, 1500, True, ""),
    ("person", "/people/kendrick-lamar/", 1440, 1100, False, ""),
    ("desk", "/admin/", 1440, 900, False, "editor"),
    ("writing", f"{STORIES}1/change/", 1440, 1000, False, "editor"),
    ("confirm", f"{STORIES}{IN_REVIEW}/move/publish/", 1440, 1100, False, "editor"),
    ("board", f"{STORIES}board/", 1440, 900, False, "editor"),
    ("calendar", f"{STORIES}calendar/", 1440, 900, False, "editor"),
    ("history", f"{STORIES}{CORRECTED}/history/", 1440, 900, False, "editor"),
    ("curating", "/admin/front/", 1440, 1000, False, "managing"),
]


def main() -> None:
    TO.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        environment = os.environ | {"VAR_DIR": place}
        command = [sys.executable, str(ROOT / "manage.py")]
        told = subprocess.run(
            [*command, "demo", "--no-serve"], env=environment, check=True, capture_output=True, text=True
        )
        logins = {line.split()[-2]: line.split()[-1] for line in told.stdout.splitlines() if line.startswith("  ")}
        port = _free_port()
        serve = [*command, "runserver", str(port), "--noreload"]
        server = subprocess.Popen(serve, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(f"http://127.0.0.1:{port}/healthz")
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                for picture in PICTURES:
                    _take(chromium, f"http://127.0.0.1:{port}", picture, logins)
                chromium.close()
        finally:
            server.terminate()
            server.wait()


def _take(chromium: Browser, base: str, picture: tuple[str, str, int, int, bool, str], logins: dict[str, str]) -> None:
    name, path, width, height, dark, login = picture
    size = {"width": width, "height": height}
    context = chromium.new_context(viewport=size, color_scheme="dark" if dark else "light")
    page = context.new_page()
    if login:
        page.goto(f"{base}/admin/login/")
        page.fill("[name=username]", login)
        page.fill("[name=password]", logins[login])
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "login" not in url)
    page.goto(base + path)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1500)
    target = TO / f"{name}.png"
    page.screenshot(path=target)
    context.close()
    image = Image.open(target).convert("RGB")
    image.resize((image.width * 2 // 3, image.height * 2 // 3)).quantize(128).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The demo outlet did not start.")


if __name__ == "__main__":
    main()
