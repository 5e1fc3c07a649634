"""Remember who wants the figures of a week by mail.

Revision: 0020, after 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "figure_digest",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_figure_digest_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_figure_digest")),
    )


def downgrade():
    op.drop_table("figure_digest")
