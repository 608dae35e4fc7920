"""A measurement in a process of its own, so that none meets what an earlier one left behind."""

import asyncio
import multiprocessing
from collections.abc import Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")


def apart(
    measure: Callable[Given, Coroutine[Any, Any, Found]], *args: Given.args, **kwargs: Given.kwargs
) -> Found:
    """Run the coroutine function in a fresh interpreter; arguments and result are pickled."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as pool:
        return pool.submit(_run, measure, args, kwargs).result()


def _run(
    measure: Callable[..., Coroutine[Any, Any, Found]],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Found:
    return asyncio.run(measure(*args, **kwargs))
