"""Keep decisions, their versions and their evaluations.

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "decision_definition",
        sa.Column("id", sa.String(length=330), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("version_tag", sa.String(length=255), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=True),
        sa.Column("names", sa.LargeBinary(), nullable=False),
        sa.Column("deployment_id", sa.String(length=64), nullable=False),
        sa.Column("resource_id", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("drd_id", sa.String(length=255), nullable=True),
        sa.Column("drd_name", sa.String(length=255), nullable=True),
        sa.Column("warnings", sa.LargeBinary(), nullable=False),
        sa.Column("deployed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_id"],
            ["deployment.id"],
            name=op.f("fk_decision_definition_deployment_id_deployment"),
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"],
            ["resource.id"],
            name=op.f("fk_decision_definition_resource_id_resource"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_definition")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_decision_definition_key_version")),
    )
    op.create_index(
        op.f("ix_decision_definition_deployment_id"), "decision_definition", ["deployment_id"]
    )
    op.create_index(
        "ix_decision_definition_key_is_default", "decision_definition", ["key", "is_default"]
    )
    op.create_table(
        "deployment_decision",
        sa.Column("deployment_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("decision_id", sa.String(length=330), nullable=False),
        sa.ForeignKeyConstraint(
            ["deployment_id"],
            ["deployment.id"],
            name=op.f("fk_deployment_decision_deployment_id_deployment"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["decision_definition.id"],
            name=op.f("fk_deployment_decision_decision_id_decision_definition"),
        ),
        sa.PrimaryKeyConstraint("deployment_id", "key", name=op.f("pk_deployment_decision")),
        sqlite_with_rowid=False,
    )
    _create_evaluations()


def _create_evaluations():
    op.create_table(
        "decision_evaluation",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("definition_id", sa.String(length=330), nullable=False),
        sa.Column("definition_key", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("instance_id", sa.String(length=64), nullable=True),
        sa.Column("process_key", sa.String(length=255), nullable=True),
        sa.Column("activity_id", sa.String(length=255), nullable=True),
        sa.Column("token_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=255), nullable=False),
        sa.Column("inputs", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("decisions", sa.LargeBinary(), nullable=False),
        sa.Column("truncated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_id"],
            ["decision_definition.id"],
            name=op.f("fk_decision_evaluation_definition_id_decision_definition"),
        ),
        sa.ForeignKeyConstraint(
            ["instance_id"],
            ["process_instance.id"],
            name=op.f("fk_decision_evaluation_instance_id_process_instance"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_evaluation")),
    )
    op.create_index("ix_decision_evaluation_at", "decision_evaluation", ["at"])
    op.create_index(
        op.f("ix_decision_evaluation_definition_id"), "decision_evaluation", ["definition_id"]
    )
    op.create_index(
        "ix_decision_evaluation_definition_key_at",
        "decision_evaluation",
        ["definition_key", "at"],
    )
    op.create_index(
        "ix_decision_evaluation_instance_id",
        "decision_evaluation",
        ["instance_id"],
        sqlite_where=sa.text("instance_id IS NOT NULL"),
        postgresql_where=sa.text("instance_id IS NOT NULL"),
    )


def downgrade():
    op.drop_table("decision_evaluation")
    op.drop_table("deployment_decision")
    op.drop_table("decision_definition")
