"""Reasons that managers give, in both languages."""

from __future__ import annotations

CANCELLATIONS = (
    "پرونده دو بار ثبت شده بود.",
    "مشتری حضوری مراجعه کرد و همان‌جا حل شد.",
    "Registered under the wrong customer; opened again.",
    "The customer can no longer be reached.",
)
