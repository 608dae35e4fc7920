"""The refusals of the Bot API, worded as Telegram words them."""


class ApiError(Exception):
    """One refusal: its HTTP status, its description and, for 429, the seconds to wait."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after

    def as_json(self) -> dict[str, object]:
        """The body that Telegram sends with this refusal."""
        body: dict[str, object] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


class NotPossible(Exception):
    """A person tried something that their phone cannot do; the text says what to do instead."""


def bad_request(reason: str) -> ApiError:
    """400 with Telegram's usual beginning."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403 with Telegram's usual beginning."""
    return ApiError(403, f"Forbidden: {reason}")


def too_many_requests(retry_after: int) -> ApiError:
    """429; `retry_after` is in whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after)


def other_poller() -> ApiError:
    """409 for the older of two concurrent getUpdates calls."""
    return ApiError(
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    )


def webhook_was_set() -> ApiError:
    """409 for a getUpdates that waits while a webhook is set."""
    return ApiError(409, "Conflict: terminated by setWebhook request")


def webhook_is_active() -> ApiError:
    """409 for getUpdates while a webhook is set."""
    return ApiError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    )
