"""The study on disk: its folder, its settings, its records and its derived files."""
