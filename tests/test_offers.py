"""Offers, reactions, files and words in other chats, with features made up here, through the whole bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playground import Playground, playground

from commands._kit import Ask, Reply, UserError, Word, command, reaction, taker
from commands._texts import plain, say
from storage import Tx
from storage.content import File
from storage.offers import Offer


@command("give", "gib", who="admin", changes=True, examples=())
def give(tx: Tx, ask: Ask) -> Reply:
    """Offers to give what is named; many words make a long answer."""
    tx.settings.put("last order", ask.words)
    return Reply(f"Give {ask.words}?", offer=Offer("give", {"what": ask.words[:5]}))


@command("ask", "frag", examples=())
def ask_back(_tx: Tx, ask: Ask) -> Reply:
    """A question that offers something to everybody, too."""
    return Reply(f"{ask.words}, really?", offer=Offer("give", {"what": ask.words}))


@command("order", "ordne", changes=True, examples=())
def order(tx: Tx, ask: Ask) -> Reply:
    """An order without an offer; refused without words, and "list" only shows something."""
    if not ask.words:
        raise UserError("Order what?")
    if ask.words != "list":
        tx.settings.put("ordered", ask.words)
    return Reply(f"{ask.words} ordered")


@command("file", "datei", examples=())
def file(_tx: Tx, ask: Ask) -> Reply:
    """Sends two files."""
    return Reply(
        f"Two of {ask.words}", files=(File("eins.txt", "text/plain", b"1"), File("zwei.txt", "text/plain", b"22"))
    )


@command("tell", "sag", who="admin", changes=True, examples=())
def tell(tx: Tx, ask: Ask) -> Reply:
    """Tells all main groups something, once for each text; what begins with "later" can wait."""
    urgent = not ask.words.startswith("later")
    words = tuple(Word(one.chat, f"News: {ask.words}", "news", ask.words, urgent) for one in tx.groups.list("main"))
    return Reply("Told.", also=words)


@taker("give")
def given(tx: Tx, _ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Gives it, and counts how often."""
    if data["what"] == "nough":
        raise UserError("There is nothing left.")
    if data["what"] == "crash":
        raise RuntimeError
    count = int(tx.settings.get("given") or 0) + yes
    tx.settings.put("given", str(count))
    group = next(one.chat for one in tx.groups.list("main"))
    more = (Word(group, f"{data['what']} was given", "given", str(count)),) if yes else ()
    return Reply(f"{data['what']}: {'given' if yes else 'kept'}", also=more)


@reaction("news")
def heard(tx: Tx, _ask: Ask, key: str, emoji: str, removed: bool) -> None:
    """Notes who has reacted to which news."""
    tx.settings.put(f"heard {key}", f"{emoji}{' removed' if removed else ''}")


FEATURES = (give, ask_back, order, file, tell, given, heard)
YES, GROUP = "bread: given", "Netzwerk: bread was given"
CLOSED = f"> petra: {plain(say('de', 'router-closed'))}"


@pytest_asyncio.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Playground]:
    """The network and its bot, which can do no more than is written above."""
    async with playground(tmp_path, *FEATURES) as made:
        yield made


async def kept(ground: Playground, key: str) -> str | None:
    return await ground.storage.read(lambda tx: tx.settings.get(key))


# -- yes and no ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["ja", "Ja.", "YES", "ok", "👍", "👍🏽"])
async def test_yes_in_a_direct_message_takes_the_offer_once(ground: Playground, word: str) -> None:
    assert await ground.say("petra", "!give bread") == ["> petra: Give bread?"]
    assert await ground.say("petra", word) == ["> petra: bread: given", GROUP]
    assert await ground.say("petra", word) == [CLOSED]
    assert await kept(ground, "given") == "1"


@pytest.mark.parametrize("word", ["nein", "No!", "👎"])
async def test_no_drops_it(ground: Playground, word: str) -> None:
    await ground.say("petra", "!give bread")
    assert await ground.say("petra", word) == ["> petra: bread: kept"]
    assert len(await ground.say("petra", "ja")) == 1
    assert await kept(ground, "given") == "0"


async def test_yes_in_the_admin_group_is_heard_without_a_sign(ground: Playground) -> None:
    assert await ground.say("petra", "!give bread", "Admins") == ["Admins: Give bread?"]
    assert await ground.say("petra", "ja", "Admins") == [f"Admins: {YES}", GROUP]
    assert await ground.say("petra", "ja", "Admins") == []


async def test_yes_of_another_counts_for_nothing(ground: Playground) -> None:
    await ground.say("petra", "!give bread", "Admins")
    assert await ground.say("quirin", "ja", "Admins") == []
    assert await ground.react("quirin", "👍", "Admins") == [f"Admins: {plain(say('de', 'router-others'))}"]
    assert await ground.say("petra", "ja", "Admins") == [f"Admins: {YES}", GROUP]


async def test_yes_in_another_chat_counts_for_nothing(ground: Playground) -> None:
    await ground.say("petra", "!give bread", "Admins")
    assert await ground.say("petra", "ja") == [CLOSED]
    assert await ground.say("petra", "ja", "Netzwerk") == []
    assert await kept(ground, "given") is None


async def test_yes_with_more_words_is_none(ground: Playground) -> None:
    await ground.say("petra", "!give bread", "Admins")
    assert await ground.say("petra", "ja, das machen wir", "Admins") == []
    assert await ground.say("petra", "ja", "Admins") == [f"Admins: {YES}", GROUP]


async def test_a_yes_within_ten_minutes_is_in_time(ground: Playground) -> None:
    await ground.say("petra", "!give bread")
    await ground.pass_(minutes=9, seconds=58)
    assert await ground.say("petra", "ja") == ["> petra: bread: given", GROUP]


async def test_a_late_yes_is_told_that_nothing_waits(ground: Playground) -> None:
    await ground.say("petra", "!give bread")
    await ground.say("quirin", "!give bread", "Admins")
    await ground.pass_(minutes=9, seconds=59)
    assert await ground.say("petra", "ja") == [CLOSED]
    assert await ground.say("quirin", "ja", "Admins") == []
    assert await ground.react("quirin", "👍", "Admins") == [f"Admins: {plain(say('de', 'router-over'))}"]
    assert await kept(ground, "given") is None


# -- what comes between ----------------------------------------------------------------------------------


async def test_the_last_order_counts(ground: Playground) -> None:
    await ground.say("petra", "!give cake")
    await ground.say("petra", "!give bread")
    assert await ground.say("petra", "ja") == ["> petra: bread: given", GROUP]


async def test_an_order_without_an_offer_closes_the_one_before(ground: Playground) -> None:
    await ground.say("petra", "!give bread")
    assert await ground.say("petra", "!order tea") == ["> petra: tea ordered"]
    assert await ground.say("petra", "ja") == [CLOSED]


async def test_a_refused_order_closes_the_one_before_and_says_so(ground: Playground) -> None:
    await ground.say("petra", "!give bread")
    dropped = plain(say("de", "router-dropped", what="Give bread?", kept=0, back=""))
    assert await ground.say("petra", "!order") == [f"> petra: Order what?\n{dropped}"]
    assert await ground.say("petra", "!order") == ["> petra: Order what?"]
    assert await ground.say("petra", "ja") == [CLOSED]
    assert await kept(ground, "given") is None


async def test_a_list_and_a_question_leave_it_open(ground: Playground) -> None:
    await ground.say("petra", "!give bread")
    assert await ground.say("petra", "!order list") == ["> petra: list ordered"]
    assert await ground.say("petra", "!file paper") == ["> petra: attach eins.txt attach zwei.txt Two of paper"]
    assert await ground.say("petra", "ja") == ["> petra: bread: given", GROUP]


async def test_a_restart_between_makes_no_difference(ground: Playground) -> None:
    await ground.say("petra", "!give bread")
    await ground.say("quirin", "!give bread", "Admins")
    await ground.stop()
    await ground.start()
    assert await ground.say("petra", "ja") == ["> petra: bread: given", GROUP]
    assert await ground.react("quirin", "👍", "Admins") == ["Admins: bread: given", GROUP]
    assert await kept(ground, "given") == "2"


async def test_a_yes_that_cannot_be_done_leaves_it_open(ground: Playground) -> None:
    await ground.say("petra", "!give nough")
    assert await ground.say("petra", "ja") == ["> petra: There is nothing left."]
    assert await ground.react("petra", "👍") == []
    assert await ground.say("petra", "ja") == ["> petra: There is nothing left."]


async def test_the_same_yes_given_twice_by_the_server_is_one(ground: Playground) -> None:
    await ground.say("petra", "!give bread")
    assert await ground.say("petra", "ja") == ["> petra: bread: given", GROUP]
    ground.cast.again()
    assert await ground.said() == []
    assert await kept(ground, "given") == "1"


@pytest.mark.parametrize("words", ["ja", "!give cake"])
async def test_an_order_that_is_edited_is_not_confirmed_any_more(ground: Playground, words: str) -> None:
    await ground.say("petra", "!give bread")
    assert await ground.edit("petra", words) == [f"> petra: edit {plain(say('de', 'router-edited'))}"]
    assert await ground.say("petra", "ja") == [CLOSED]
    assert await kept(ground, "given") is None


# -- by reaction -----------------------------------------------------------------------------------------


async def test_a_thumb_on_the_answer_takes_it_or_drops_it(ground: Playground) -> None:
    await ground.say("petra", "!give bread")
    assert await ground.react("petra", "👍") == ["> petra: bread: given", GROUP]
    await ground.say("petra", "!give bread", "Admins")
    assert await ground.react("petra", "👎", "Admins") == ["Admins: bread: kept"]
    assert await kept(ground, "given") == "1"


async def test_other_emojis_and_other_messages_say_nothing(ground: Playground) -> None:
    await ground.say("petra", "!give bread")
    assert await ground.react("petra", "🎉") == []
    await ground.say("petra", "!file paper")
    assert await ground.react("petra", "👍") == []
    assert await ground.say("petra", "ja") == ["> petra: bread: given", GROUP]


async def test_a_thumb_on_any_part_of_a_long_answer_counts(ground: Playground) -> None:
    assert len(await ground.say("petra", "!give bread " + "and butter " * 300)) == 2
    assert await ground.react("petra", "👍") == ["> petra: bread: given", GROUP]


async def test_what_a_thumb_cannot_do_or_breaks_is_told_without_a_quote(ground: Playground) -> None:
    await ground.say("petra", "!give nough")
    refused = await ground.react("petra", "👍")
    await ground.say("petra", "!give crash")
    broken = await ground.react("petra", "👍")
    quotes = [message.quote for message in ground.cast.world.messages if message.author == "bot"]
    assert refused == ["> petra: There is nothing left."]
    assert [one.partition("(")[0] for one in broken] == ["> petra: Da ist bei mir etwas schiefgegangen "]
    assert [quote.text if quote else None for quote in quotes] == ["!give nough", None, "!give crash", None]


async def test_a_question_may_offer_something_and_when_it_is_put_anew_too(ground: Playground) -> None:
    assert await ground.say("anna", "!ask cake", "Netzwerk") == ["Netzwerk: cake, really?"]
    assert await ground.edit("anna", "!ask bread") == ["Netzwerk: bread, really?"]
    assert await ground.react("anna", "👍", "Netzwerk") == ["Netzwerk: bread: given", GROUP]


# -- files, and words elsewhere --------------------------------------------------------------------------


async def test_files_come_with_the_first_part_and_as_they_are(ground: Playground) -> None:
    said = await ground.say("anna", "!file " + "words " * 500)
    sent = [one for one in ground.cast.world.messages if one.author == "bot"]
    assert [one[:30] for one in said] == [
        "> anna: attach eins.txt attach",
        "> anna: words words words word",
    ]
    assert [[(file.filename, file.content_type, file.data) for file in one.attachments] for one in sent] == [
        [("eins.txt", "text/plain", b"1"), ("zwei.txt", "text/plain", b"22")],
        [],
    ]


async def test_a_question_put_anew_gets_its_files_in_an_answer_of_its_own(ground: Playground) -> None:
    assert await ground.say("anna", "!ordne tea", "Netzwerk") == ["Netzwerk: tea ordered"]
    assert await ground.edit("anna", "!file paper") == ["Netzwerk: attach eins.txt attach zwei.txt Two of paper"]
    last = ground.cast.world.messages[-1]
    assert (last.quote and last.quote.text) == "!file paper"


async def test_words_for_other_chats_are_said_there_once(ground: Playground) -> None:
    assert await ground.say("petra", "!tell rain") == ["> petra: Told.", "Netzwerk: News: rain"]
    assert await ground.say("petra", "!tell rain") == ["> petra: Told."]
    assert await ground.say("quirin", "!tell sun", "Admins") == ["Admins: Told.", "Netzwerk: News: sun"]


async def test_a_reaction_to_a_post_reaches_its_feature_with_its_key(ground: Playground) -> None:
    await ground.say("petra", "!tell rain")
    assert await ground.react("anna", "❤️", "Netzwerk") == []
    assert await kept(ground, "heard rain") == "❤️"
    assert await ground.react("anna", "❤️", "Netzwerk", remove=True) == []
    assert await kept(ground, "heard rain") == "❤️ removed"


async def test_at_night_a_word_to_the_group_goes_at_once_or_waits_for_the_morning(ground: Playground) -> None:
    await ground.pass_(hours=5)
    assert await ground.say("petra", "tell later") == ["> petra: Told."]
    assert await ground.say("petra", "tell tea") == ["> petra: Told.", "Netzwerk: News: tea"]
    assert await ground.pass_(hours=8, minutes=59) == []
    assert await ground.pass_(minutes=1) == ["Netzwerk: News: later"]
    assert await ground.say("petra", "tell later on") == ["> petra: Told.", "Netzwerk: News: later on"]
