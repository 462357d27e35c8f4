"""The least a bot can be: reads the websocket, answers `!next` with one POST, and stores nothing."""

from __future__ import annotations

import asyncio
import json
import sys

import aiohttp
import httpx

TEXT = "Nächstes Treffen: Kosten im Griff\nMittwoch, 2. Dezember, 19:00 Uhr (in 2 Tagen)\nhttps://meet.example/netz"


async def main(url: str, number: str, group: str) -> None:
    """Answers in the group until it is killed."""
    async with (
        httpx.AsyncClient(base_url=url, trust_env=False) as client,
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{url}/v1/receive/{number}") as socket,
    ):
        async for frame in socket:
            envelope = json.loads(frame.data)["envelope"]
            if (data := envelope.get("dataMessage")) and data["message"] == "!next":
                asked = {"quote_author": envelope["sourceUuid"], "quote_timestamp": data["timestamp"]}
                body = {"number": number, "recipients": [group], "message": TEXT, "text_mode": "normal"}
                await client.post("/v2/send", json={**body, **asked, "quote_message": data["message"]})


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
