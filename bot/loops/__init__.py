"""What runs by itself: poll and handle updates, tick, send and reap digests."""
