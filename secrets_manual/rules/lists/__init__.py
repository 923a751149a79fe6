"""The word lists: one text file a language, so that they can be read without programming."""
