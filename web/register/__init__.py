"""The register of processes: who owns them, what they are for, who may start and see them."""
