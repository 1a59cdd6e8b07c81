"""Texts with names in them → what stands for a name, and where."""
