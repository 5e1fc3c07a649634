"""A log, and figures made of it."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from engine.ports import Services
from engine.transaction import transaction
from kpi import catch_up, rebuild
from tests.engine.conftest import (  # noqa: F401 - the databases that the engine's tests use
    database,
    memory,
    postgres,
    session,
    sessions,
    tables,
)
from tests.kpi.logs import START, Log

TEHRAN = ZoneInfo("Asia/Tehran")


class NoScripts:
    def evaluate(self, expression, variables):
        raise NotImplementedError

    def execute(self, script, variables):
        raise NotImplementedError

    def close(self):
        pass


SERVICES = Services(scripts=NoScripts(), zone=TEHRAN)


class Reader:
    """Reads the log into the roll-ups, a transaction for each part."""

    def __init__(self, factory, services=SERVICES, now=START):
        self.factory, self.services, self.now = factory, services, now

    def _act(self, command):
        with self.factory() as opened, transaction(opened, self.services, "ada", self.now) as ctx:
            return command(ctx)

    def once(self, limit=5_000):
        return self._act(lambda ctx: catch_up(ctx, limit))

    def all(self, limit=5_000):
        while self.once(limit).more:
            pass

    def rebuild(self):
        self._act(rebuild)

    def in_zone(self, zone):
        return Reader(self.factory, replace(self.services, zone=zone), self.now)


@pytest.fixture
def log():
    return Log()


@pytest.fixture
def reader(memory):  # noqa: F811 - the fixture above
    return Reader(memory)
