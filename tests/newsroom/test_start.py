"""What the server's processes do once, when they start."""

import subprocess
import sys


def test_what_stands_after_the_start_is_not_walked_again_for_each_page() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import newsroom.wsgi, gc; print(gc.get_freeze_count(), len(gc.get_objects()))"],
        check=True,
        capture_output=True,
        text=True,
    )
    frozen, walked = map(int, told.stdout.split())
    assert frozen > 20 * walked
