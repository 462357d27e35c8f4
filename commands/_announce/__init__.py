"""What `!announce`, `!stop` and `!poll` have in common: from a draft to what stands in the groups."""
