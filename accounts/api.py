"""The API's own ground: tokens, pages, errors; and the customers and contacts on it."""
