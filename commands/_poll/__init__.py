"""What polls are made of: reading what was asked for, and telling what came out."""
