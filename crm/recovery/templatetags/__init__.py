"""Tags of the recovery pages."""
