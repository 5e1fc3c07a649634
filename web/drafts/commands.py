"""Begin, save and discard drafts. None commits; permission is checked before."""

from __future__ import annotations

from sqlalchemy import update

from engine.base import new_id
from engine.errors import ConcurrentUpdateError, RequestInvalidError
from engine.transaction import Context
from web.drafts.reading import outline
from web.drafts.tables import DiagramDraft


class DraftOvertakenError(ConcurrentUpdateError):
    """Somebody saved or discarded the draft since it was read."""

    code = "draft_overtaken"
    template = "Somebody else saved or discarded this draft at the same time."


def begin(ctx: Context, xml: str, base_id: str | None = None) -> DiagramDraft:
    """Keep a diagram as a draft of its own.

    Raises:
        RequestInvalidError: it is no diagram, or too large.
    """
    _check_size(ctx, xml)
    drawn = outline(xml)
    draft = DiagramDraft(
        id=new_id(),
        process_key=drawn.key,
        name=drawn.name,
        base_id=base_id,
        xml=xml,
        revision=1,
        created_at=ctx.now,
        created_by=ctx.actor,
        saved_at=ctx.now,
        saved_by=ctx.actor,
    )
    ctx.session.add(draft)
    ctx.session.flush()
    return draft


def save(ctx: Context, draft_id: str, revision: int, xml: str) -> int:
    """Save a draft over the revision that its editor knows; return the new revision.

    Raises:
        DraftOvertakenError: there is another revision by now, or none at all.
        RequestInvalidError: it is no diagram, or too large.
    """
    _check_size(ctx, xml)
    drawn, d = outline(xml), DiagramDraft
    written = ctx.session.execute(
        update(d)
        .where(d.id == draft_id, d.revision == revision)
        .values(
            xml=xml,
            process_key=drawn.key,
            name=drawn.name,
            revision=revision + 1,
            saved_at=ctx.now,
            saved_by=ctx.actor,
        )
        .returning(d.revision)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if written is None:
        raise DraftOvertakenError
    return written


def discard(ctx: Context, draft: DiagramDraft) -> None:
    """Delete a draft."""
    ctx.session.delete(draft)
    ctx.session.flush()


def _check_size(ctx: Context, xml: str) -> None:
    if len(xml.encode()) > ctx.services.limits.upload_bytes:
        raise RequestInvalidError(field="xml", reason="it is larger than this server accepts")
