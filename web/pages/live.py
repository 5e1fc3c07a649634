"""The stream that tells an open page to look again; what at, but never what happened."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, current_app, g, request, session
from flask_login import current_user
from sqlalchemy.orm import Session

from engine import queries
from engine.queries import events
from web.accounts.roles import Permission
from web.extensions import db
from web.identity import SESSION_ID, me, my_account
from web.live.hub import Hub
from web.live.listening import Listener, Topic
from web.permissions import require
from web.settings import Settings

pages = Blueprint("live", __name__)
HEADERS = {"X-Accel-Buffering": "no"}  # a proxy in front must not collect the stream
NOTHING = 204  # tells a browser not to come back


def init_app(app: Flask, chosen: Settings) -> None:
    """Give the application the place where its open pages listen."""

    def opened() -> Session:
        with app.app_context():
            database = db.engine
        return Session(database, expire_on_commit=False)

    app.extensions["live"] = Hub(opened, chosen.live_streams, chosen.live_streams_each)


@pages.get("/events")
def stream() -> Response:
    """Open a stream for a page of who is signed in.

    204: too many are open, so that the page asks from time to time instead; or nobody is signed in.
    """
    g.unattended = True
    if not current_user.is_authenticated:
        return Response(status=NOTHING)
    hub: Hub = current_app.extensions["live"]
    listener = Listener(me(), (my_account().session_key, session[SESSION_ID]), _case())
    last = events.last_seq(db.session())
    known = request.headers.get("Last-Event-ID", type=int) or request.args.get("after", type=int)
    if known is not None and known < last:
        listener.tell(Topic)
    if not hub.join(listener):
        return Response(status=NOTHING)
    is_gone = request.environ.get("waitress.client_disconnected", lambda: False)
    lines = listener.messages(last, is_gone)
    answer = Response(lines, mimetype="text/event-stream", headers=HEADERS)
    answer.call_on_close(lambda: hub.leave(listener))
    return answer


def _case() -> str | None:
    """Return the case of the task that the page shows."""
    wanted = request.args.get("task")
    if not wanted:
        return None
    task = queries.task(db.session(), wanted)
    require(db.session(), me(), Permission.TASK_READ, task)
    return task.instance_id
