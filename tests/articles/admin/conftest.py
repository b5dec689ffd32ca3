from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import make_user


@pytest.fixture
def desk(client: Client) -> Callable[..., Client]:
    """`desk("writer")` gives a client that is logged in with that role; `client.user` is who."""

    def log_in(role: str = "editor", **facts: object) -> Client:
        user = make_user(role, **facts)
        client.force_login(user)
        client.user = user  # type: ignore[attr-defined]
        return client

    return log_in
