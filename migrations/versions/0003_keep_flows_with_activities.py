"""Keep the sequence flows that were taken with the activities they leave, not in the event log.

Revision: 0003, after 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

activities = sa.table(
    "activity_instance",
    *map(sa.column, ("instance_id", "token_id", "activity_id", "flows")),
    sa.column("started_at", sa.DateTime(timezone=True)),
    sa.column("ended_at", sa.DateTime(timezone=True)),
)
events = sa.table(
    "event_log",
    *map(sa.column, ("seq", "instance_id", "root_instance_id", "process_key", "version")),
    *map(sa.column, ("activity_id", "activity_type", "token_id", "lifecycle", "actor")),
    sa.column("at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.Boolean) for name in ("manual", "sandbox", "imported")),
)
instances = sa.table("process_instance", *map(sa.column, ("id", "definition_id", "started_by")))
definitions = sa.table("process_definition", *map(sa.column, ("id", "key", "version")))
TAKEN = events.c.activity_type == "sequenceFlow"


def upgrade():
    with op.batch_alter_table("activity_instance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("flows", sa.Text(), server_default="", nullable=False))
    database = op.get_bind()
    columns = (events.c.instance_id, events.c.token_id, events.c.activity_id)
    left = {}
    for instance_id, token_id, flow in database.execute(
        sa.select(*columns).where(TAKEN).order_by(events.c.seq)
    ):
        left.setdefault((instance_id, token_id), []).append(flow)
    where = (activities.c.instance_id == sa.bindparam("instance")) & (
        activities.c.token_id == sa.bindparam("token")
    )
    rows = [
        {"instance": instance, "token": token, "taken": " ".join(flows)}
        for (instance, token), flows in left.items()
    ]
    if rows:
        database.execute(
            sa.update(activities).where(where).values(flows=sa.bindparam("taken")), rows
        )
    database.execute(sa.delete(events).where(TAKEN))


def downgrade():
    database = op.get_bind()
    a, d = activities.c, definitions.c
    left = (
        sa.select(a.instance_id, a.token_id, a.flows, a.started_at, a.ended_at)
        .add_columns(d.key, d.version, instances.c.started_by)
        .join_from(activities, instances, instances.c.id == a.instance_id)
        .join(definitions, d.id == instances.c.definition_id)
        .where(a.flows != "")
    )
    rows = [
        {
            "instance_id": row.instance_id,
            "root_instance_id": row.instance_id,
            "process_key": row.key,
            "version": row.version,
            "activity_id": flow,
            "activity_type": "sequenceFlow",
            "token_id": row.token_id,
            "lifecycle": "completed",
            "actor": row.started_by,
            "at": row.ended_at or row.started_at,
            "manual": False,
            "sandbox": False,
            "imported": False,
        }
        for row in database.execute(left)
        for flow in row.flows.split()
    ]
    if rows:
        database.execute(sa.insert(events), rows)
    with op.batch_alter_table("activity_instance", schema=None) as batch_op:
        batch_op.drop_column("flows")
