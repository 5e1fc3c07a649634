"""Keep the state of a version, why it was deployed, and which cases are of the sandbox.

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OF_VERSIONS = sa.text("entity = 'process definition'")


def upgrade():
    op.add_column(
        "process_definition",
        sa.Column("state", sa.String(length=16), nullable=False, server_default="active"),
    )
    op.add_column("deployment", sa.Column("reason", sa.Text(), nullable=True))
    op.add_column(
        "process_instance",
        sa.Column("sandbox", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index(
        "ix_operation_process_key",
        "operation",
        ["process_key", "seq"],
        sqlite_where=OF_VERSIONS,
        postgresql_where=OF_VERSIONS,
    )


def downgrade():
    op.drop_index("ix_operation_process_key", "operation")
    with op.batch_alter_table("process_instance") as batch_op:
        batch_op.drop_column("sandbox")
    with op.batch_alter_table("deployment") as batch_op:
        batch_op.drop_column("reason")
    with op.batch_alter_table("process_definition") as batch_op:
        batch_op.drop_column("state")
