"""An echo bot as python-telegram-bot's examples write it: the baseline of most measurements."""

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer with the same text."""
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


def main(token: str, base_url: str, at_once: int) -> None:
    """Run until SIGTERM, with so many updates handled at the same time."""
    builder = Application.builder().token(token).base_url(base_url).concurrent_updates(at_once)
    application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
