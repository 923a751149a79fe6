"""Marks sentences for translation without importing the web framework."""


def gettext_noop(message: str) -> str:
    """Return the message as it is; the extractor of translations finds it by this name.

    The rules stay plain Python, so the page that shows a message translates it.
    """
    return message
