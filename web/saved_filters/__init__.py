"""Task lists that people keep under a name, for themselves or for everybody."""
