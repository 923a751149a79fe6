"""Acts that touch several apps at once."""
