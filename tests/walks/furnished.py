"""What `furnish.py` puts there, by name."""

NEWCOMER = "lola@lucia.example"
