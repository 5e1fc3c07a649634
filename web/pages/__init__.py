"""The pages, one blueprint per module. All but signing in and setting up need a signed-in person.

Pages translate between people and commands; rules live in the engine, permissions in
web.permissions.
"""

from __future__ import annotations

from flask import Flask

from web.pages import (
    absences,
    administration,
    attachments,
    beside,
    cases,
    comments,
    decision_editor,
    decision_sheets,
    decisions,
    diagrams,
    digest,
    drafts,
    drawing,
    errors,
    explanations,
    favourites,
    figure_cases,
    figure_files,
    figures,
    form_drafts,
    groups,
    hand_over,
    home,
    incidents,
    interventions,
    jobs,
    live,
    migration,
    notifications,
    operations,
    people,
    process_changes,
    processes,
    profile,
    register,
    sessions,
    setup,
    shelf,
    shell,
    start,
    task,
    task_changes,
    tasks,
    tasks_bulk,
    tasks_saved,
    upload,
    words,
)

PUBLIC = (sessions.pages, setup.pages, live.pages)
PROTECTED = (
    home.pages,
    tasks.pages,
    tasks_saved.pages,
    tasks_bulk.pages,
    task.pages,
    form_drafts.pages,
    task_changes.pages,
    start.pages,
    favourites.pages,
    cases.pages,
    comments.pages,
    attachments.pages,
    beside.pages,
    interventions.pages,
    migration.pages,
    processes.pages,
    process_changes.pages,
    upload.pages,
    drafts.pages,
    drawing.pages,
    register.pages,
    shelf.pages,
    diagrams.pages,
    decisions.pages,
    decision_editor.pages,
    decision_sheets.pages,
    explanations.pages,
    incidents.pages,
    notifications.pages,
    figures.pages,
    figure_cases.pages,
    figure_files.pages,
    absences.pages,
    hand_over.pages,
    profile.pages,
    digest.pages,
    administration.pages,
    operations.pages,
    jobs.pages,
    people.pages,
    groups.pages,
)


def init_app(app: Flask) -> None:
    """Register every page and the answers to errors."""
    app.before_request(setup.guard)
    for blueprint in PUBLIC:
        app.register_blueprint(blueprint)
    for blueprint in PROTECTED:
        app.register_blueprint(blueprint)
    sessions.protect(app, [blueprint.name for blueprint in PROTECTED])
    words.init_app(app)
    shell.init_app(app)
    errors.init_app(app)
