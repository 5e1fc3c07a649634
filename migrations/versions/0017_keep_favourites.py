"""Keep favourite processes, and find the cases that a person started.

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "favourite_process",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_favourite_process_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", "process_key", name=op.f("pk_favourite_process")),
    )
    op.create_index(
        op.f("ix_process_instance_started_by"), "process_instance", ["started_by", "id"]
    )


def downgrade():
    op.drop_index(op.f("ix_process_instance_started_by"), "process_instance")
    op.drop_table("favourite_process")
