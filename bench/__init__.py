"""Repeatable benchmarks (`make bench`) and the kill -9 trial (`make chaos`). Not a test suite."""
