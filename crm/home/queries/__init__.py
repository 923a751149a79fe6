"""Reads that look across apps; every one takes the person who asks."""
