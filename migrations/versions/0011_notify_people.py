"""Keep what people are told, their mails and how they want it.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOW = sa.DateTime(timezone=True)


def upgrade():
    _create_notifications()
    _create_mails()
    op.create_table(
        "notification_preference",
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("page", sa.Boolean(), nullable=False),
        sa.Column("mail", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_notification_preference_account_id_account"),
        ),
        sa.PrimaryKeyConstraint("account_id", "kind", name=op.f("pk_notification_preference")),
    )
    op.create_table(
        "notification_progress",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("gaps", sa.LargeBinary(), nullable=False),
        sa.Column("due_until", NOW, nullable=False),
        sa.Column("overdue_until", NOW, nullable=False),
        sa.Column("due_checked_at", NOW, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_progress")),
    )


def _create_notifications():
    op.create_table(
        "notification",
        sa.Column("id", COUNTER, nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("cause", sa.String(length=160), nullable=False),
        sa.Column("instance_id", sa.String(length=64), nullable=False),
        sa.Column("task_id", sa.String(length=64), nullable=True),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("on_page", sa.Boolean(), nullable=False),
        sa.Column("created_at", NOW, nullable=False),
        sa.Column("read_at", NOW, nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_notification_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("account_id", "cause", name=op.f("uq_notification_account_id_cause")),
    )
    op.create_index("ix_notification_account_id_id", "notification", ["account_id", "id"])
    op.create_index("ix_notification_task_id", "notification", ["task_id"])
    op.create_index("ix_notification_created_at", "notification", ["created_at"])
    unread = sa.text("read_at IS NULL")
    op.create_index(
        "ix_notification_unread",
        "notification",
        ["account_id", "on_page"],
        sqlite_where=unread,
        postgresql_where=unread,
    )


def _create_mails():
    op.create_table(
        "notification_mail",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("notification_id", COUNTER, nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", NOW, nullable=False),
        sa.Column("sent_at", NOW, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notification.id"],
            name=op.f("fk_notification_mail_notification_id_notification"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_mail")),
        sa.UniqueConstraint("notification_id", name=op.f("uq_notification_mail_notification_id")),
    )
    waiting = sa.text("status = 'waiting'")
    op.create_index(
        "ix_notification_mail_due_at",
        "notification_mail",
        ["due_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade():
    op.drop_table("notification_progress")
    op.drop_table("notification_preference")
    op.drop_table("notification_mail")
    op.drop_table("notification")
