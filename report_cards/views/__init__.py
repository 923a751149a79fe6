"""Doors: the customer's page without sign-in; the dashboard and the rounds behind it."""
