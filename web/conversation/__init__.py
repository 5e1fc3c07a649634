"""People talking about cases: who may read along, and whom they name."""
