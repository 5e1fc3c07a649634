"""What the server does from time to time."""

from concurrent.futures import ThreadPoolExecutor

from kpi import state
from tests.web.conftest import World
from web.chores import chores
from web.extensions import db


def test_figures_are_read_by_themselves(world: World) -> None:
    (figures,) = (chore for chore in chores(world.app) if chore.name == "figures")

    while figures.run():
        continue

    with world.app.app_context():
        assert state(db.session()).complete


def test_figures_are_read_by_two_processes(world: World) -> None:
    (figures,) = (chore for chore in chores(world.app) if chore.name == "figures")

    def run() -> None:
        while figures.run():
            continue

    with ThreadPoolExecutor(2) as both:
        for one in [both.submit(run) for _ in range(2)]:
            one.result()
    run()

    with world.app.app_context():
        assert state(db.session()).complete
