"""Keep a register of processes.

Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "process_facts",
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("owner_kind", sa.String(length=8), nullable=True),
        sa.Column("owner", sa.String(length=255), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("importance", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=True),
        sa.Column("office", sa.String(length=16), nullable=True),
        sa.Column("improvement", sa.Text(), nullable=True),
        sa.Column("starter_users", sa.LargeBinary(), nullable=False),
        sa.Column("starter_groups", sa.LargeBinary(), nullable=False),
        sa.Column("reader_users", sa.LargeBinary(), nullable=False),
        sa.Column("reader_groups", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("process_key", name=op.f("pk_process_facts")),
    )
    op.create_index("ix_process_facts_owner", "process_facts", ["owner_kind", "owner"])


def downgrade():
    op.drop_table("process_facts")
