"""What the features of the library share: lists of hits, and how an entry of each kind is told."""
