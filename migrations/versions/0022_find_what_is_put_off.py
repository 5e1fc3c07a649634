"""Find the open tasks that are put off by the date on which to look at them again.

Revision: 0022, after 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None
PUT_OFF = sa.text("status = 'created' AND follow_up_at IS NOT NULL")


def upgrade():
    op.create_index(
        op.f("ix_user_task_follow_up_at"),
        "user_task",
        ["follow_up_at"],
        sqlite_where=PUT_OFF,
        postgresql_where=PUT_OFF,
    )


def downgrade():
    op.drop_index(op.f("ix_user_task_follow_up_at"), "user_task")
