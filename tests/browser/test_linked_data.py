"""A strict policy leaves data alone: Chromium reads the graph's script and reports nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests import factories


def test_policy_allows_the_graph(open_page: Callable[..., Any]) -> None:
    story = factories.publish_story("A story </script> with an end")
    page = open_page().open(story.get_absolute_url())
    graph = json.loads(page.locator('script[type="application/ld+json"]').text_content())
    assert graph["@graph"][1]["headline"] == story.headline
