"""What admins see of the posts to come, and do about them."""
