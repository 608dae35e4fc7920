"""What people can say and what they read: conversations, buttons and words in three languages."""
