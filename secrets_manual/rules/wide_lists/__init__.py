"""Wide word lists and word classes, as text, with the weights learnt for them."""
