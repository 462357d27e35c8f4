"""`losbote doctor`: looks at everything a bot needs, says what is wrong and what to do; changes nothing."""
