"""Names that the words around them tell: labels, titles, introductions, a given name with a surname."""
