"""How fast the chat page is: first paint, and a chat of 5,000 messages, in Debian's Chromium.

`python tests/bench/page.py` prints a table and writes output/bench-page.json. Each figure is the median of some runs in
fresh profiles, on loopback.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.async_api import Browser, async_playwright
from playwright.async_api import Page as Tab
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.append(str(ROOT / "tests" / "browser"))

from conftest import ARGUMENTS, chromium  # noqa: E402
from echo_stage import TOKEN, EchoStage  # noqa: E402

from bot.demo.page import Page  # noqa: E402

MESSAGES = 5000
RUNS = 5
FRAMES = """async () => {
    const log = document.querySelector('.pane:not([hidden]) .log');
    const gaps = [];
    let before = performance.now();
    for (let step = 0; step < 120; step += 1) {
        log.scrollTop = Math.max(0, log.scrollTop - 400);
        await new Promise(requestAnimationFrame);
        gaps.push(performance.now() - before);
        before = performance.now();
    }
    return gaps.sort((a, b) => a - b);
}"""


async def opened(browser: Browser, page: Page, figures: dict[str, list[float]], name: str) -> Tab:
    """A tab in a fresh profile; notes when it was painted first and when the chat was there (ms)."""
    tab = await (await browser.new_context()).new_page()
    await tab.goto(page.url)
    await tab.locator(".message, .hint:visible").last.wait_for()
    there = await tab.evaluate("performance.now()")
    paint = await tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
    figures.setdefault(f"{name}: first paint", []).append(paint)
    figures.setdefault(f"{name}: chat to be seen", []).append(there)
    return tab


async def measure(browser: Browser, stage: EchoStage, name: str) -> dict[str, list[float]]:
    """All figures of one stage in ms; frames as their 99th percentile."""
    figures: dict[str, list[float]] = {}
    page = Page(stage, token=TOKEN)
    await page.start()
    for _ in range(RUNS):
        tab = await opened(browser, page, figures, name)
        if stage.world.messages:
            frames = await tab.evaluate(FRAMES)
            figures.setdefault(f"{name}: a frame while scrolling up, p99", []).append(frames[int(len(frames) * 0.99)])
            figures.setdefault(f"{name}: a message said, until it is seen", []).append(await said(tab, stage))
            heap = await tab.evaluate("performance.memory.usedJSHeapSize / 2 ** 20")
            figures.setdefault(f"{name}: memory of the script (MB)", []).append(heap)
        await tab.context.close()
    await page.stop()
    return figures


async def said(tab: Tab, stage: EchoStage) -> float:
    """Milliseconds from a message in the world to its bubble."""
    await tab.locator(".pane:not([hidden]) .log").evaluate("log => { log.scrollTop = log.scrollHeight; }")
    begin = perf_counter()
    message = stage.world.say("bert", stage.group.chat, "eben gesagt")
    await tab.wait_for_selector(f'[data-timestamp="{message.timestamp}"]')
    return (perf_counter() - begin) * 1000


async def main() -> None:
    """Measures and tells."""
    full = EchoStage()
    full.muted = True
    for number in range(MESSAGES):
        full.world.say(
            ("anna", "bert", "petra")[number % 3], full.group.chat, f"Nachricht {number} mit ein paar Worten"
        )
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        found = await measure(browser, EchoStage(), "empty")
        found |= await measure(browser, full, f"{MESSAGES} messages")
        await browser.close()
    medians = {name: round(median(values), 1) for name, values in found.items()}
    table = Table("what", "median of 5")
    for name, value in medians.items():
        table.add_row(name, f"{value:.1f}{'' if name.endswith('(MB)') else ' ms'}")
    Console().print(table)
    (ROOT / "output").mkdir(exist_ok=True)
    (ROOT / "output" / "bench-page.json").write_text(json.dumps(medians, indent=2), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
