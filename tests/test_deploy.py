"""What runs it for real, as far as that can be tried without Docker and without systemd as the first process."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
import yaml

from bot.web import _ours, hooked

if TYPE_CHECKING:
    from bot.signal.intake import Intake

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
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
        assert done.stdout == f"pin: bbernhard/signal-cli-rest-api:{version}@{digest}\n"
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


def test_the_program_runs_from_the_copied_folders_alone(tmp_path: Path) -> None:
    for name in ("bot", "commands", "storage"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))

    def ran(*words: str) -> str:
        environment = {"PYTHONPATH": str(tmp_path), "PATH": "/"}
        command = [sys.executable, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment).stdout

    assert "receive" in ran("-m", "bot", "--help")
    example = "from bot.setup.file import example; print(example(), end='')"
    assert ran("-c", example) == (DEPLOY / "losbote.example.toml").read_text(encoding="utf-8")
    assert ran("-c", "import bot; print(bot.__file__)").strip() == str(tmp_path / "bot" / "__init__.py")


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_is_well_formed_and_locked_down(unit: Path) -> None:
    code, text = told("systemd-analyze", "security", "--offline=true", str(unit))
    exposure = re.search(r"Overall exposure level .*?: ([\d.]+) ", text)
    assert exposure is not None, text
    print(f"{unit.name}: {exposure[1]}")  # noqa: T201 - a figure to see
    assert code == 0
    assert float(exposure[1]) <= MOST_EXPOSED


@needs_systemd
def test_the_units_say_nothing_that_systemd_does_not_know() -> None:
    _, text = told("systemd-analyze", "verify", *map(str, UNITS + TIMERS))
    assert [timer.stem for timer in TIMERS] == ["losbote-doctor"]
    ours = [line for line in text.splitlines() if "losbote" in line and "not executable" not in line]
    assert ours == []  # that the program is not installed here, systemd says too


def test_scripts_are_sound_sh() -> None:
    for script in ("pin", "demo", "test", "setup", "update"):
        assert told("sh", "-n", f"deploy/{script}") == (0, "")
