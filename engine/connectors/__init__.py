"""What service tasks can do by themselves, one connector per module."""
