"""The fuzzer is a program of its own and needs a package that the tests do not."""

collect_ignore = ["fuzz.py"]
