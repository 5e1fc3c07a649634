"""End single sessions.

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


# no batches: SQLite would make the table anew, which others refer to
def upgrade():
    op.add_column("account", sa.Column("ended_sessions", sa.LargeBinary(), nullable=True))


def downgrade():
    op.drop_column("account", "ended_sessions")
