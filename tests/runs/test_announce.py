"""The way of a hint to the channel layer, from a thread that has no loop."""

import asyncio

from knightreplay.runs import announce


class LayerOfLoops:
    """As the layer of Redis: its objects have attributes where a loop runs only."""

    def __init__(self):
        self.sent = []

    async def group_send(self, group, message):
        self.sent.append((group, message))

    def __getattr__(self, name):
        asyncio.get_running_loop()
        raise AttributeError(name)


def test_hint_reaches_a_layer_that_wants_a_loop(monkeypatch):
    found = LayerOfLoops()
    monkeypatch.setattr(announce, "layer", lambda: found)

    announce.send("group", {"type": "hint"})

    assert found.sent == [("group", {"type": "hint"})]
