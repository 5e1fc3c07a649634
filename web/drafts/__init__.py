"""Working copies of diagrams: what designers draw until it is published."""
