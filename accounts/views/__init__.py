"""Pages about customers, people and settings."""
