"""python-telegram-bot's handlers without its polling, queues, timers and limiter."""

from typing import Any

from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot.settings import Telegram
from bot.transport import AiohttpTransport
from bot.wiring import AnyApplication
from handlers.context import Context


class Conversing(Application[Any, Any, Any, Any, Any, Any]):
    """Hands each failure to whoever asked for the update to be handled."""

    async def process_error(
        self, update: object, error: Exception, job: Any = None, coroutine: Any = None
    ) -> bool:
        """Raise it again, so that the transaction around it is rolled back."""
        raise error


def build(telegram: Telegram, token: str, transport: AiohttpTransport) -> AnyApplication:
    """Return the application; it needs initialize(), which asks Telegram who the bot is."""
    builder: Any = ApplicationBuilder().application_class(Conversing)
    application: AnyApplication = (
        builder.token(token)
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .request(transport)
        .get_updates_request(transport)
        .context_types(ContextTypes(context=Context))
        .updater(None)
        .job_queue(None)
        .rate_limiter(None)
        .build()
    )
    return application
