"""Sum up the event log for the manager's figures.

The tables are empty at first: reading the log into them begins at its beginning.

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "kpi_activity",
        sa.Column("instance_id", sa.String(length=64), nullable=False),
        sa.Column("token_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("activity_id", sa.String(length=255), nullable=False),
        sa.Column("activity_type", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=255), nullable=False),
        sa.Column("group", sa.String(length=255), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_day", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("duration_seconds", sa.BigInteger(), nullable=True),
        sa.Column("waiting_seconds", sa.BigInteger(), nullable=True),
        sa.Column("working_seconds", sa.BigInteger(), nullable=True),
        sa.Column("sandbox", sa.Boolean(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "token_id", name=op.f("pk_kpi_activity")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("kpi_activity", schema=None) as batch_op:
        batch_op.create_index(
            "ix_kpi_activity_ended_day", ["ended_day", "process_key", "activity_id"], unique=False
        )
        batch_op.create_index(
            "ix_kpi_activity_open",
            ["process_key", "activity_id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "kpi_activity_day",
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("activity_id", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("repeated", sa.Integer(), nullable=False),
        sa.Column("duration", sa.LargeBinary(), nullable=False),
        sa.Column("waiting", sa.LargeBinary(), nullable=False),
        sa.Column("working", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "process_key",
            "day",
            "activity_id",
            "version",
            "office",
            "channel",
            name=op.f("pk_kpi_activity_day"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kpi_case",
        sa.Column("instance_id", sa.String(length=64), nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_day", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_day", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("cycle_seconds", sa.BigInteger(), nullable=True),
        sa.Column("waiting_seconds", sa.BigInteger(), nullable=True),
        sa.Column("working_seconds", sa.BigInteger(), nullable=True),
        sa.Column("sandbox", sa.Boolean(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", name=op.f("pk_kpi_case")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("kpi_case", schema=None) as batch_op:
        batch_op.create_index(
            "ix_kpi_case_ended_day", ["ended_day", "process_key", "status", "sandbox"], unique=False
        )
        batch_op.create_index(
            "ix_kpi_case_open",
            ["process_key", "started_at"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "ix_kpi_case_started_day", ["started_day", "process_key", "sandbox"], unique=False
        )

    op.create_table(
        "kpi_case_day",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("finished", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("terminated", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("reworked", sa.Integer(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.LargeBinary(), nullable=False),
        sa.Column("waiting", sa.LargeBinary(), nullable=False),
        sa.Column("working", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "day", "process_key", "version", "office", "channel", name=op.f("pk_kpi_case_day")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kpi_gap",
        sa.Column("first_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("writer", sa.BigInteger(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("first_seq", name=op.f("pk_kpi_gap")),
    )
    op.create_table(
        "kpi_incident",
        sa.Column("instance_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("activity_id", sa.String(length=255), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_day", sa.Integer(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_day", sa.Integer(), nullable=True),
        sa.Column("open_seconds", sa.BigInteger(), nullable=True),
        sa.Column("sandbox", sa.Boolean(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("instance_id", "seq", name=op.f("pk_kpi_incident")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("kpi_incident", schema=None) as batch_op:
        batch_op.create_index(
            "ix_kpi_incident_raised_day", ["raised_day", "process_key"], unique=False
        )
        batch_op.create_index(
            "ix_kpi_incident_resolved_day", ["resolved_day", "process_key"], unique=False
        )

    op.create_table(
        "kpi_person_day",
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("activity_id", sa.String(length=255), nullable=False),
        sa.Column("person", sa.String(length=255), nullable=False),
        sa.Column("group", sa.String(length=255), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("working", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "process_key", "day", "activity_id", "person", "group", name=op.f("pk_kpi_person_day")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kpi_progress",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=8), nullable=False),
        sa.Column("done", sa.String(length=64), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_progress")),
    )


def downgrade():
    op.drop_table("kpi_progress")
    op.drop_table("kpi_person_day")
    op.drop_table("kpi_incident")
    op.drop_table("kpi_gap")
    op.drop_table("kpi_case_day")
    op.drop_table("kpi_case")
    op.drop_table("kpi_activity_day")
    op.drop_table("kpi_activity")
