"""What imports cannot see. Each guard takes the thing to inspect and returns its faults in words,
so that it runs on the real house and on a planted bad one alike (`tests/house/test_guard_*.py`).
"""
