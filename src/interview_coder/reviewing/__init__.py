"""A coder's desk: what the rules suggest, in the order in which looking helps most, and what she decides on it."""
