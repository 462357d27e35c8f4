"""What `!meeting` is made of: the words of an order, the date that is meant, the series, the news for the groups."""
