"""What is known by its form: addresses of all kinds, numbers, dates."""
