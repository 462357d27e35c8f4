"""`losbote setup`: from an empty server to a bot in the group, by questions and answers."""
