"""People, groups, roles and API tokens: their tables, one command per verb, and their queries."""
