"""The API's own ground (tokens, pages, errors), and customers and contacts on it.

Nothing is imported here: the framework reads `tokens`, `pages` and `errors` while it starts.
"""
