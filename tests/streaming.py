"""The whole body of an answer that is streamed."""

from typing import Any


async def collected(answer: Any) -> bytes:
    return b"".join([chunk async for chunk in answer.streaming_content])
