"""Read long lists of tasks in their order, and rare tasks by what they have."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

IS_OPEN = sa.text("status = 'created'")
ORDER = [sa.text("priority DESC"), "created_at", "id"]


def upgrade():
    _task_index("ix_user_task_order", ORDER)
    _task_index("ix_user_task_activity", ["definition_key", "activity_id", *ORDER])
    found = sa.text("scope = 0 AND text IS NOT NULL")
    op.create_index(
        "ix_variable_text",
        "variable",
        ["name", "text"],
        sqlite_where=found,
        postgresql_where=found,
    )


def downgrade():
    op.drop_index("ix_variable_text", "variable")
    op.drop_index("ix_user_task_activity", "user_task")
    op.drop_index("ix_user_task_order", "user_task")


def _task_index(name, columns):
    op.create_index(name, "user_task", columns, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
