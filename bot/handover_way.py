"""How Losbote is called where it runs (with Docker, with systemd, by hand), and what to type to move it elsewhere.

The lines are the same in every language; deploy/handbook/*/moving.md has those of Docker and of systemd, too.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Literal

_COMPOSE = "docker compose -f deploy/compose.yaml"
_IN_IMAGE = "/opt/losbote/bin/python -m bot"
_SYSTEMD, _DOCKER = Path("/etc/losbote/losbote.toml"), Path("/settings/losbote.toml")  # where the settings lie there
_UNITS = "losbote-receive.service losbote.service losbote-doctor.timer losbote-attachments.timer"
Name = Literal["systemd", "docker", "hand"]
Step = Literal["stop", "take", "install", "fill", "start"]

# What stands in braces, `Way.moving` puts in. By hand nobody knows how it is stopped, nor where the account lies.
_MOVING: dict[Name, dict[Step, str]] = {
    "docker": {
        "stop": "{compose} stop",
        "take": """
umask 077
{compose} run --rm backup backup /backups/move.tar.gz --config /settings/losbote.toml
{compose} run --rm --no-deps -T --entrypoint tar signal -c -C /home/.local/share/signal-cli . >signal.tar
{compose} down
sudo mv deploy/backups/move.tar.gz .
sudo chown "$USER" move.tar.gz
scp move.tar.gz signal.tar {machine}:""",
        "install": """
git clone "{address}" losbote
cd losbote
sh deploy/pin {version}
sudo install -d -o 10001 -m 0700 deploy/settings deploy/backups""",
        "fill": """
sudo install -o 10001 -m 0600 ~/move.tar.gz deploy/backups/move.tar.gz
{compose} run --rm {e_phrase}backup restore /backups/move.tar.gz /data/back
{compose} run --rm --no-deps --entrypoint sh bot -c \
'cd /data && mv back/losbote.toml /settings/ && cp -R back/. . && rm -r back'
{compose} run --rm --no-deps -T --entrypoint tar signal -x -C /home/.local/share/signal-cli <~/signal.tar
sudo rm deploy/backups/move.tar.gz ~/move.tar.gz ~/signal.tar""",
        "start": """
{compose} up -d
{compose} exec bot /opt/losbote/bin/python -m bot doctor --config /settings/losbote.toml""",
    },
    "systemd": {
        "stop": "sudo systemctl disable --now {units} losbote-signal.service",
        "take": """
umask 077
sudo -u losbote /opt/losbote/.venv/bin/losbote backup /var/lib/losbote/move.tar.gz --config /etc/losbote/losbote.toml
sudo mv /var/lib/losbote/move.tar.gz .
sudo podman volume export losbote-signal --output signal.tar
sudo chown "$USER" move.tar.gz signal.tar
scp move.tar.gz signal.tar {machine}:""",
        "install": """
sudo apt install git python3-venv podman slirp4netns
sudo git clone "{address}" /opt/losbote
cd /opt/losbote
sudo sh deploy/pin {version}
sudo sh deploy/setup
sudo useradd --system --home-dir /var/lib/losbote losbote
sudo install -d -o losbote -m 0700 /etc/losbote /var/lib/losbote
sudo cp deploy/systemd/*.service deploy/systemd/*.timer /etc/systemd/system/
sudo systemctl daemon-reload""",
        "fill": """
sudo install -o losbote -m 0600 ~/move.tar.gz /var/lib/losbote/move.tar.gz
sudo -u losbote {phrase}/opt/losbote/.venv/bin/losbote restore /var/lib/losbote/move.tar.gz /var/lib/losbote/back
sudo -u losbote sh -c \
'cd /var/lib/losbote && mv back/losbote.toml /etc/losbote/ && cp -R back/. . && rm -r back move.tar.gz'
sudo -u losbote sed -i -e '1i database = "/var/lib/losbote/losbote.db"' -e '/^database *=/d' -e '/^library *=/d' \
/etc/losbote/losbote.toml
sudo podman volume create losbote-signal
sudo podman volume import losbote-signal ~/signal.tar
rm ~/move.tar.gz ~/signal.tar""",
        "start": """
sudo systemctl enable --now losbote-signal.service {units}
sudo -u losbote /opt/losbote/.venv/bin/losbote doctor --config /etc/losbote/losbote.toml""",
    },
    "hand": {
        "stop": "",
        "take": """
{program} backup move.tar.gz{config}
scp move.tar.gz {machine}:""",
        "install": """
git clone "{address}" losbote
cd losbote
sh deploy/setup""",
        "fill": "{phrase}.venv/bin/losbote restore ~/move.tar.gz ~/losbote-data",
        "start": """
.venv/bin/losbote doctor --config ~/losbote-data/losbote.toml
.venv/bin/losbote run --config ~/losbote-data/losbote.toml""",
    },
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a person puts in there: the program's address, the new machine, the server's version, and a passphrase."""

    address: str
    machine: str
    version: str
    passphrase: str = ""

    @property
    def variable(self) -> str:
        """The passphrase as it stands before a command; nothing if there is none."""
        return f"LOSBOTE_PASSPHRASE={self.passphrase} " if self.passphrase else ""


@dataclass(frozen=True, slots=True)
class Way:
    """How it runs here: `program` is what `losbote` stands for, and `config` its settings."""

    name: Name
    program: str
    config: Path | None

    def call(self, words: str) -> str:
        """A command of Losbote as one types it here, with the settings of this bot."""
        return f"{self.program} {words}{self._config}"

    def restore(self, words: Words, archive: Path, folder: Path) -> str:
        """Opens a backup into a folder."""
        variable, program = words.variable.strip(), self.program
        if variable and self.name == "docker":
            program = program.replace("exec bot", f"exec -e {variable} bot")
        elif variable and self.name == "systemd":
            program = program.replace("-u losbote", f"-u losbote {variable}")
        elif variable:
            program = f"{variable} {program}"
        return f"{program} restore {quote(str(archive))} {quote(str(folder))}"

    def start(self, *, anew: bool) -> str:
        """Starts the bot, or starts it `anew` with other settings; by hand in the terminal where one is."""
        commands = {
            ("docker", False): f"{_COMPOSE} up -d",
            ("docker", True): f"{_COMPOSE} restart receive bot",
            ("systemd", False): f"sudo systemctl enable --now {_UNITS}",
            ("systemd", True): "sudo systemctl restart losbote-receive.service losbote.service",
        }
        return commands.get((self.name, anew), self.call("run"))

    def setup(self) -> str:
        """The set-up, which with Docker runs in a container of its own."""
        docker = f"{_COMPOSE} run --rm --no-deps bot setup{self._config}"
        return docker if self.name == "docker" else self.call("setup")

    def delete(self, folder: Path) -> str:
        """Takes a folder of the bot away."""
        before = {"docker": f"{_COMPOSE} exec bot ", "systemd": "sudo ", "hand": ""}[self.name]
        return f"{before}rm -r {quote(str(folder))}"

    def fetch(self, *files: Path) -> list[str]:
        """Brings files of the bot into the folder where one stands; nothing where they can be had at once."""
        if self.name == "docker":
            return [f"{_COMPOSE} cp bot:{quote(str(file))} ." for file in files]
        if self.name == "systemd":
            names = " ".join(quote(file.name) for file in files)
            return [f"sudo cp {' '.join(quote(str(file)) for file in files)} .", f'sudo chown "$USER" {names}']
        return []

    def moving(self, step: Step, words: Words) -> list[str]:
        """What to type at a step of moving to another machine: the first two on the old one, the others on the new."""
        text = _MOVING[self.name][step].strip()
        return text.format(
            compose=_COMPOSE,
            units=_UNITS,
            program=self.program,
            config=self._config,
            address=words.address,
            machine=words.machine,
            version=words.version,
            phrase=words.variable,
            e_phrase=words.variable and f"-e {words.variable}",
        ).splitlines()

    @property
    def _config(self) -> str:
        return f" --config {quote(str(self.config))}" if self.config is not None else ""


def way(config: Path | None) -> Way:
    """How the program that runs here is called, with these settings."""
    beside = Path(sys.executable).with_name("losbote")
    return way_of(config, quote(str(beside)) if beside.exists() else f"{quote(sys.executable)} -m bot")


def way_of(config: Path | None, program: str) -> Way:
    """How a program that is called like this in its own place is called by a person, with these settings."""
    if (config, program) == (_DOCKER, _IN_IMAGE):
        return Way("docker", f"{_COMPOSE} exec bot {program}", config)
    if (config, program) == (_SYSTEMD, "/opt/losbote/.venv/bin/losbote"):
        return Way("systemd", f"sudo -u losbote {program}", config)
    return Way("hand", program, config)
