"""What is left by which somebody could be recognised in a corpus that was pseudonymised."""
