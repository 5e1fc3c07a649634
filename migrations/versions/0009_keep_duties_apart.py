"""Keep with a task which activities it is to be kept apart from.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("user_task", sa.Column("separate_from", sa.LargeBinary(), nullable=True))


def downgrade():
    op.drop_column("user_task", "separate_from")
