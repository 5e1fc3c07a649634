"""Keep what operators and administrators do, and their notes on incidents.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "operation",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("act_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=255), nullable=False),
        sa.Column("verb", sa.String(length=32), nullable=False),
        sa.Column("entity", sa.String(length=32), nullable=False),
        sa.Column("entity_id", sa.String(length=330), nullable=True),
        sa.Column("process_key", sa.String(length=255), nullable=True),
        sa.Column("instance_id", sa.String(length=64), nullable=True),
        sa.Column("case_no", sa.String(length=32), nullable=True),
        sa.Column("property", sa.String(length=255), nullable=True),
        sa.Column("old_value", sa.Text(), nullable=True),
        sa.Column("new_value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_operation")),
    )
    op.create_index(op.f("ix_operation_actor"), "operation", ["actor", "seq"])
    op.create_index(
        op.f("ix_operation_instance_id"),
        "operation",
        ["instance_id", "seq"],
        sqlite_where=sa.text("instance_id IS NOT NULL"),
        postgresql_where=sa.text("instance_id IS NOT NULL"),
    )
    op.add_column("incident", sa.Column("annotation", sa.Text(), nullable=True))


def downgrade():
    op.drop_column("incident", "annotation")
    op.drop_table("operation")
