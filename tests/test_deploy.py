"""What runs it for real, as far as that can be tried without Docker and without systemd as the first process."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import aiohttp
import pytest
import yaml
from crash.rig import START, played_world
from packaging.markers import default_environment
from packaging.requirements import Requirement
from test_metrics import free

from bot.clock import PlayedClock
from bot.demo.server import StandIn
from bot.settings import Settings
from bot.web import _ours, hooked

if TYPE_CHECKING:
    from bot.signal.intake import Intake

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
OURS = [unit for unit in UNITS if "ExecStart=/opt/losbote" in unit.read_text(encoding="utf-8")]
MOST_EXPOSED = 2.0  # of 10, as systemd reckons it

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def told(*command: str) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=120)
    return done.returncode, done.stdout + done.stderr


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_compose_has_the_form_that_docker_asks_for() -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    code, text = told(str(checker), "--builtin-schema", "vendor.compose-spec", "deploy/compose.yaml")
    assert (code, text) == (0, "ok -- validation done\n")


def test_nothing_is_open_to_the_world_and_ours_have_no_rights() -> None:
    services = compose()["services"]
    assert [name for name, service in services.items() if "ports" in service] == []
    assert services.keys() == {"signal", "receive", "bot", "backup"}
    for name in ("receive", "bot", "backup"):
        service = services[name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert all("mem_limit" in service for service in services.values())
    lasting = {name for name, service in services.items() if "healthcheck" in service}
    assert lasting == services.keys() - {"backup"}  # which is over when it has written the file
    assert (services["backup"]["restart"], services["backup"]["profiles"]) == ("no", ["backup"])
    assert {name for name, service in services.items() if "outside" in service["networks"]} == {"signal", "bot"}
    assert compose()["networks"]["inside"] == {"internal": True}


def test_the_server_brings_each_frame_to_the_receiver_and_is_pinned() -> None:
    services = compose()["services"]
    webhook = services["receive"]["environment"]["LOSBOTE_RECEIVE__WEBHOOK"]
    assert (
        services["signal"]["environment"]["RECEIVE_WEBHOOK_URL"]
        == f"http://receive:{webhook.rpartition(':')[2]}/signal"
        == f"http://{services['bot']['environment']['LOSBOTE_RECEIVE__WEBHOOK']}/signal"  # that is what doctor asks
    )
    image = r"bbernhard/signal-cli-rest-api:\$\{SIGNAL_VERSION:-0\.\d+\}@\$\{SIGNAL_DIGEST:\?.*\}"
    assert re.fullmatch(image, services["signal"]["image"])


async def test_the_bot_leaves_the_webhook_to_the_container_that_it_names() -> None:
    addresses = ("127.0.0.1:8091", "0.0.0.0:8091", "receive.invalid:8091")
    assert [_ours(address) for address in addresses] == [True, True, False]
    async with hooked(cast("Intake", None), addresses[-1]):  # it comes up, also while that one is not there
        pass


def test_a_newer_server_is_pinned_without_a_change_to_what_was_released(tmp_path: Path) -> None:
    for name in ("pin", "compose.yaml"):
        shutil.copy(DEPLOY / name, tmp_path / name)
    digest, released = "sha256:" + "a" * 64, (tmp_path / "compose.yaml").read_bytes()
    docker = tmp_path / "bin" / "docker"
    docker.parent.mkdir()
    docker.write_text(f'#!/bin/sh\n[ "$1" = pull ] || echo "$5@{digest}"\n', encoding="utf-8")
    docker.chmod(0o755)
    (tmp_path / ".env").write_text("TZ=UTC\n", encoding="utf-8")
    for words, version in (((), "0.101"), (("0.102",), "0.102"), ((), "0.102")):
        path = f"{docker.parent}:{os.environ['PATH']}"
        done = subprocess.run(
            ["sh", str(tmp_path / "pin"), *words], capture_output=True, text=True, check=True, env={"PATH": path}
        )
        assert done.stdout == f"pin: docker.io/bbernhard/signal-cli-rest-api:{version}@{digest}\n"
        pinned = f"TZ=UTC\nSIGNAL_VERSION={version}\nSIGNAL_DIGEST={digest}\n"
        assert (tmp_path / ".env").read_text(encoding="utf-8") == pinned
    assert (tmp_path / "compose.yaml").read_bytes() == released


def test_the_image_holds_what_the_program_needs_and_no_more() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = re.findall(r"^COPY (?!--from)(.+) \./?\S*$", text, re.MULTILINE)
    named = {name for line in copied for name in line.split()}
    assert named == {"deploy/requirements.txt", "deploy/requirements-dev.txt", "bot", "commands", "storage"}
    assert {f"!{name}" for name in named} <= set(ignored)
    assert ignored[0] == "**"
    assert "\nUSER losbote\n" in text


def image(folder: Path) -> Path:
    """The folder of the program as the image has it; nobody may write there."""
    for name in ("bot", "commands", "storage"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return folder


@pytest.fixture
def house() -> Iterator[Path]:
    """A folder that every user may enter."""
    with tempfile.TemporaryDirectory(prefix="losbote-image-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def as_in_the_container(memory: int) -> list[str]:
    """What comes before a command so that it runs as the user of the image does, with this much memory (bytes)."""
    nobody = ["--reuid=10001", "--regid=10001", "--clear-groups", "--bounding-set=-all", "--no-new-privs"]
    return ["prlimit", f"--data={memory}", *(["setpriv", *nobody] if os.geteuid() == 0 else [])]


def test_the_program_runs_from_the_copied_folders_alone(house: Path) -> None:
    program = image(house / "app")

    def ran(*words: str) -> str:
        environment = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
        command = [*as_in_the_container(256 << 20), sys.executable, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=program, env=environment).stdout

    assert "receive" in ran("-m", "bot", "--help")
    example = "from bot.setup.file import example; print(example(), end='')"
    assert ran("-c", example) == (DEPLOY / "losbote.example.toml").read_text(encoding="utf-8")
    assert ran("-c", "import bot; print(bot.__file__)").strip() == str(program / "bot" / "__init__.py")


def in_compose(name: str, house: Path, **places: str) -> dict[str, str]:
    """The variables of a service of compose, with what stands in for its places here."""
    given: dict[str, str] = compose()["services"][name]["environment"]
    moved = {key: value.replace("/data", f"{house}/data") for key, value in given.items()}
    return {**moved, **{f"LOSBOTE_{key.upper()}": place for key, place in places.items()}, "PATH": os.environ["PATH"]}


async def test_bot_and_receiver_get_ready_as_in_their_containers(house: Path) -> None:
    """The same user, environment, place and memory as in the image and in compose, against the stand-in server."""
    program, web, webhook, world = image(house / "app"), free(), free(), played_world(PlayedClock(START))
    for name in ("data", "settings"):
        (house / name).mkdir()
        if os.geteuid() == 0:
            os.chown(house / name, 10001, 10001)
    group = world.groups["Netzwerk"].id
    settings = f'number = "{world.bot.number}"\ncheck_links = false\n[groups.main]\nid = "{group}"\n'
    (house / "settings" / "losbote.toml").write_text(settings, encoding="utf-8")
    logs = {}
    async with AsyncExitStack() as stack:
        server = StandIn(world)
        await server.start()
        stack.push_async_callback(server.stop)
        places = {"server": server.url, "web": web, "receive__webhook": webhook}
        for service, word, looked_at in (
            ("receive", "receive", f"http://{webhook}/healthz"),
            ("bot", "run", f"http://{web}/readyz"),
        ):
            memory = int(compose()["services"][service]["mem_limit"].removesuffix("m")) << 20
            words = ["-m", "bot", word, "--config", str(house / "settings" / "losbote.toml")]
            process = await asyncio.create_subprocess_exec(
                *as_in_the_container(memory),
                sys.executable,
                *words,
                cwd=program,
                env=in_compose(service, house, **places),
                stderr=asyncio.subprocess.PIPE,
            )
            stack.push_async_callback(_ended, service, process, logs)
            await ready(looked_at, process)
    database = house / "data" / "losbote.db"
    assert {service: code for service, (code, _) in logs.items()} == {"bot": 0, "receive": 0}, logs
    assert "the webhook is served by losbote receive" in logs["bot"][1]
    assert database.stat().st_uid == (10001 if os.geteuid() == 0 else os.geteuid())
    assert not list(program.rglob("__pycache__"))


async def _ended(service: str, process: asyncio.subprocess.Process, logs: dict[str, tuple[int | None, str]]) -> None:
    """Ends it, and notes its exit code and its log."""
    process.terminate()
    _, log = await process.communicate()
    logs[service] = process.returncode, log.decode()


async def ready(url: str, process: asyncio.subprocess.Process) -> None:
    """Returns when it says so there; the process must live until then."""
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        while process.returncode is None:
            with suppress(aiohttp.ClientConnectionError):
                async with session.get(url) as response:
                    if response.status == 200:
                        return
            await asyncio.sleep(0.1)
    raise AssertionError(process.returncode)


def exposure(unit: Path) -> float:
    _, text = told("systemd-analyze", "security", "--offline=true", str(unit))
    found = re.search(r"Overall exposure level .*?: ([\d.]+) ", text)
    assert found is not None, text
    return float(found[1])


@needs_systemd
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_handbook_says_how_exposed_each_unit_is(language: str) -> None:
    text = (DEPLOY / "handbook" / language / "running.md").read_text(encoding="utf-8")
    told_there = {name: float(score) for name, score in re.findall(r"`(losbote[\w-]*\.service)` (\d\.\d)", text)}
    assert told_there == {unit.name: exposure(unit) for unit in OURS}
    assert max(told_there.values()) <= MOST_EXPOSED
    # What starts Podman needs root: the container is what locks the server in.
    others = {unit.name: exposure(unit) > 9 for unit in UNITS if unit not in OURS}
    assert others == {"losbote-signal.service": True, "losbote-attachments.service": True}


def variables(words: list[str], option: str) -> dict[str, str]:
    """What a command is given with an option that stands there again and again."""
    given = [after for word, after in itertools.pairwise(words) if word == option]
    return dict(one.partition("=")[::2] for one in given)


def test_podman_starts_the_server_as_compose_does() -> None:
    text = (DEPLOY / "systemd" / "losbote-signal.service").read_text(encoding="utf-8").replace("\\\n", " ")
    words = shlex.split(next(line for line in text.splitlines() if line.startswith("ExecStart=")))
    service = compose()["services"]["signal"]
    environment = variables(words, "--env")
    assert environment.pop("RECEIVE_WEBHOOK_URL") == "http://10.0.2.2:8091/signal"
    webhook = service["environment"].pop("RECEIVE_WEBHOOK_URL")
    assert (environment, webhook) == (service["environment"], "http://receive:8091/signal")
    given = {after for word, after in itertools.pairwise(words) if word in {"--tmpfs", "--memory", "--security-opt"}}
    assert given == {*service["tmpfs"], service["mem_limit"], "no-new-privileges"}
    assert words[words.index("--publish") + 1] == "127.0.0.1:8080:8080"  # nobody else reaches it
    assert words[words.index("--volume") + 1].split(":")[1] == service["volumes"][0].split(":")[1]
    assert words[words.index("--health-cmd") + 1] == " ".join(
        word for word in service["healthcheck"]["test"] if word != "CMD"
    )
    assert words[-1] == "docker.io/bbernhard/signal-cli-rest-api@${SIGNAL_DIGEST}"
    assert "EnvironmentFile=/opt/losbote/deploy/.env\n" in text  # where `deploy/pin` writes it


def test_compose_sets_nothing_that_the_settings_do_not_know() -> None:
    names = set(Settings.model_fields)
    for service in compose()["services"].values():
        given = [name for name in service["environment"] if name.startswith("LOSBOTE_")]
        assert {name.removeprefix("LOSBOTE_").lower().split("__")[0] for name in given} <= names


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_first_lines_of_compose_are_those_of_the_handbook(language: str) -> None:
    head = (DEPLOY / "compose.yaml").read_text(encoding="utf-8").split("# Nothing here")[0]
    lines = [re.split(r" {2,}", line.removeprefix("#   "))[0] for line in head.splitlines()[1:]]
    page = (DEPLOY / "handbook" / language / "running.md").read_text(encoding="utf-8")
    assert "\n" + "\n".join(lines) + "\n```" in page


@needs_systemd
def test_the_units_say_nothing_that_systemd_does_not_know() -> None:
    _, text = told("systemd-analyze", "verify", *map(str, UNITS + TIMERS))
    assert [timer.stem for timer in TIMERS] == ["losbote-attachments", "losbote-doctor"]
    ours = [line for line in text.splitlines() if "losbote" in line and "not executable" not in line]
    assert ours == []  # that the program is not installed here, systemd says too


def test_a_server_gets_what_runs_and_what_installs_it_alone() -> None:
    pinned = {
        name: (DEPLOY / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-dev.txt")
    }
    running, testing = (set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE)) for text in pinned.values())
    setup = (DEPLOY / "setup").read_text(encoding="utf-8")
    builders = set(next(re.finditer("^builders='(.*)'$", setup, re.MULTILINE))[1].split("|"))
    assert builders <= testing
    here = default_environment()
    needed = [Requirement(line) for name in ("hatchling", "editables") for line in metadata.requires(name) or ()]
    assert {one.name for one in needed if one.marker is None or one.marker.evaluate(here)} <= builders | running
    assert {"ruff", "mypy", "pytest", "playwright"} <= testing - running - builders
    assert "sh deploy/setup dev\n" in (DEPLOY / "test").read_text(encoding="utf-8")


def test_scripts_are_sound_sh() -> None:
    scripts = [path.name for path in DEPLOY.iterdir() if path.is_file() and path.read_bytes()[:9] == b"#!/bin/sh"]
    assert sorted(scripts) == ["demo", "pin", "setup", "test", "update"]
    assert [told("sh", "-n", f"deploy/{script}") for script in scripts] == [(0, "")] * len(scripts)
