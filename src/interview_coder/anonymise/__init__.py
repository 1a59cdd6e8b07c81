"""Names and numbers that tell who somebody is: found, told apart, and followed through a study."""
