"""Plain-Python rules: what may be remembered, as what kind, and for how long."""
