"""Keep a list of open tasks for each candidate in its usual order.

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

candidates = sa.table(
    "task_candidate",
    *map(sa.column, ("task_id", "kind", "name", "rank")),
    sa.column("taken", sa.Boolean),
    sa.column("created_at", sa.DateTime(timezone=True)),
)
tasks = sa.table(
    "user_task",
    *map(sa.column, ("id", "status", "priority", "assignee")),
    sa.column("created_at", sa.DateTime(timezone=True)),
)


def upgrade():
    op.drop_index("ix_task_candidate_kind_name", "task_candidate")
    op.add_column("task_candidate", sa.Column("taken", sa.Boolean(), nullable=True))
    op.add_column("task_candidate", sa.Column("rank", sa.Integer(), nullable=True))
    op.add_column(
        "task_candidate", sa.Column("created_at", sa.DateTime(timezone=True), nullable=True)
    )
    ended = sa.select(tasks.c.id).where(tasks.c.status != "created")
    op.execute(sa.delete(candidates).where(candidates.c.task_id.in_(ended)))
    of_task = tasks.c.id == candidates.c.task_id
    rank = sa.select(100 - tasks.c.priority).where(of_task).scalar_subquery()
    created_at = sa.select(tasks.c.created_at).where(of_task).scalar_subquery()
    taken = sa.select(tasks.c.assignee.is_not(None)).where(of_task).scalar_subquery()
    op.execute(sa.update(candidates).values(taken=taken, rank=rank, created_at=created_at))
    _make("taken", sa.Boolean(), nullable=False)
    _make("rank", sa.Integer(), nullable=False)
    _make("created_at", sa.DateTime(timezone=True), nullable=False)
    op.create_index(
        "ix_task_candidate_list",
        "task_candidate",
        ["kind", "name", "taken", "rank", "created_at", "task_id"],
    )
    delegated = sa.text("status = 'created' AND owner IS NOT NULL")
    op.create_index(
        "ix_user_task_owner",
        "user_task",
        ["owner"],
        sqlite_where=delegated,
        postgresql_where=delegated,
    )


def downgrade():
    op.drop_index("ix_user_task_owner", "user_task")
    op.drop_index("ix_task_candidate_list", "task_candidate")
    with op.batch_alter_table("task_candidate") as batch_op:
        batch_op.drop_column("created_at")
        batch_op.drop_column("rank")
        batch_op.drop_column("taken")
    op.create_index("ix_task_candidate_kind_name", "task_candidate", ["kind", "name"])


def _make(column, kind, *, nullable):
    with op.batch_alter_table("task_candidate") as batch_op:
        batch_op.alter_column(column, existing_type=kind, nullable=nullable)
