"""Keep drafts of diagrams.

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "diagram_draft",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("base_id", sa.String(length=330), nullable=True),
        sa.Column("xml", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["base_id"],
            ["process_definition.id"],
            name=op.f("fk_diagram_draft_base_id_process_definition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagram_draft")),
    )
    op.create_index(op.f("ix_diagram_draft_process_key"), "diagram_draft", ["process_key"])


def downgrade():
    op.drop_table("diagram_draft")
