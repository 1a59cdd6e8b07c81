"""The review page: served from the researcher's own computer, to her alone."""
