"""The network itself: people, needs, rules, matcher and use cases, free of Telegram and SQL."""
