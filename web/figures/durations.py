"""Lengths of time as people say them."""

from __future__ import annotations

from web.i18n import _
from web.jalali import format_number

MINUTE, HOUR, DAY = 60, 3_600, 86_400
PARTS_FROM = 10  # from ten on, the smaller part says nothing


def said(seconds: float, language: str) -> str:
    """Return a length of time in its two largest units."""
    whole = round(seconds)
    if whole < MINUTE:
        return str(_("%(seconds)s s", seconds=format_number(whole, language)))
    if whole < HOUR:
        return str(_("%(minutes)s min", minutes=format_number(round(whole / MINUTE), language)))
    if whole < DAY:
        hours, minutes = divmod(round(whole / MINUTE), 60)
        text = str(_("%(hours)s h", hours=format_number(hours, language)))
        rest = _("%(minutes)s min", minutes=format_number(minutes, language))
        return _both(text, str(rest)) if minutes and hours < PARTS_FROM else text
    days, hours = divmod(round(whole / HOUR), 24)
    text = str(_("%(days)s d", days=format_number(days, language)))
    rest = _("%(hours)s h", hours=format_number(hours, language))
    return _both(text, str(rest)) if hours and days < PARTS_FROM else text


def _both(larger: str, smaller: str) -> str:
    return str(_("%(larger)s %(smaller)s", larger=larger, smaller=smaller))
