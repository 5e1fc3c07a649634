"""The product on a port, for flows that come from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.flows.client import Client
from tests.live import Live, live
from web.accounts.roles import Role


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The product with demo people, and the accounts that the corpus names."""
    with live(tmp_path_factory.mktemp("flows")) as running:
        # whose tasks have no form of ours: they use a page of their own, which is a program
        for name in ("demo", "mary", "john", "kermit"):
            running.person(name, Role.INTEGRATOR)
        running.person("fozzie", Role.INTEGRATOR, groups=("management", "accounting"))
        running.person("boss", *Role)
        yield running


@pytest.fixture(scope="session")
def client(server: Live) -> Callable[[str], Client]:
    """Call the REST interface as somebody."""
    return lambda name: Client(server, name)
