"""The framework matrix of a study: its quotes are chosen, and what people wrote of its cells is laid beside them."""
