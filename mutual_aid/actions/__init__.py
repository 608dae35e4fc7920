"""What can be done: each use case asks permission, lets the model decide and keeps the outcome."""
