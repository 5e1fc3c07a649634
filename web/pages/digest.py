"""The switch on the profile page: the figures of a week by mail."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, request, url_for
from werkzeug.wrappers import Response

from web.accounts.roles import Permission
from web.digest import commands
from web.extensions import db
from web.i18n import _, lazy_gettext
from web.identity import me, my_account
from web.pages.answers import go
from web.permissions import require_some
from web.services import change, installation

pages = Blueprint("digest", __name__, url_prefix="/profile/digest")
DAYS = {
    "saturday": lazy_gettext("Saturday"),
    "sunday": lazy_gettext("Sunday"),
    "monday": lazy_gettext("Monday"),
    "tuesday": lazy_gettext("Tuesday"),
    "wednesday": lazy_gettext("Wednesday"),
    "thursday": lazy_gettext("Thursday"),
    "friday": lazy_gettext("Friday"),
}


@pages.post("")
def choose() -> Response:
    """Want the mail from the next week on, or no longer."""
    require_some(db.session(), me(), Permission.KPI_READ)
    wanted = request.form.get("wanted") == "1"
    with change() as ctx:
        if wanted:
            commands.want(ctx, installation().settings, me().name)
        else:
            commands.leave(ctx, me().name)
    text = _("You get the figures every week.") if wanted else _("You get no figures by mail.")
    flash(text, "success")
    return go(url_for("profile.show"))


def preference() -> dict[str, Any] | None:
    """Return what the profile shows of the mail; None to who sees no figures."""
    if not me().might(Permission.KPI_READ):
        return None
    settings = installation().settings
    return {
        "wanted": commands.wanted(db.session(), me().name),
        "day": DAYS[settings.digest_day],
        "time": f"{settings.digest_hour:02}:00",
        "has_address": bool(my_account().email),
    }
