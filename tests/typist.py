"""Somebody who types what the handbook prints, on a machine that is a folder.

What stands in for `sudo`, `systemctl`, `docker` and so on does at once what those would have done. Losbote, files and
folders are real; what would have been started is written down.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
HANDBOOK = ROOT / "deploy" / "handbook"
DIGEST = "sha256:" + "a" * 64
_LOSBOTE = f"""PYTHONPATH="{ROOT}" exec "{sys.executable}" -m bot "$@"
"""
# A set-up that asks nothing: it writes what the real one would.
_SETUP = """while [ $# -gt 0 ] && [ "$1" != setup ]; do shift; done
printf 'number = "+4915555550100"\\nweb = "127.0.0.1:1"\\nserver = "http://127.0.0.1:9"\\n' >"$3"
[ -z "${LOSBOTE_DATABASE-}" ] || printf 'database = "%s"\\n' "$LOSBOTE_DATABASE" >>"$3"
"""
_STAND_INS = {
    "losbote": f'case " $* " in *" setup "*) {_SETUP} ;; *) {_LOSBOTE} ;; esac\n',
    "sudo": '[ "$1" != -u ] || shift 2\nexec env "$@"\n',
    "install": 'for word; do shift; [ "$word" = -o ] && left= && continue\n'
    '[ "${left-no}" = no ] && set -- "$@" "$word"; unset left; done\nexec /usr/bin/install "$@"\n',
    "apt": "",
    "chown": "",
    "useradd": "",
    "systemctl": 'echo "systemctl $*" >>"$MACHINE/started"\n',
    "git": 'for to; do :; done\nmkdir -p "$to/.venv/bin"\ncp -R "$ROOT/deploy" "$to/deploy"\n'
    'printf "#!/bin/sh\\n" >"$to/deploy/setup"\ncp "$MACHINE/bin/losbote" "$to/.venv/bin/losbote"\n',
    "scp": 'while [ $# -gt 1 ]; do cp "$1" "$OTHER/home/"; shift; done\n',
    "podman": """cd_to() { mkdir -p "$MACHINE/volume/$1"; }
case "$1 $2" in
    "volume export") tar -c -C "$MACHINE/volume/$3" -f "$5" . ;;
    "volume create") cd_to "$3" ;;
    "volume import") tar -x -C "$MACHINE/volume/$3" -f "$4" ;;
esac
""",
    "docker": f"""case $1 in pull) exit ;; image) echo "$5@{DIGEST}"; exit ;; esac
shift 3
export LOSBOTE_DATABASE="$MACHINE/data/losbote.db"
case $1 in
    cp) exec cp -R "${{2#bot:}}" "$3" ;;
    exec | run) ;;
    *) echo "docker $*" >>"$MACHINE/started"; exit ;;
esac
program=losbote
while shift; do
    case $1 in
        -e) export "$2"; shift ;;
        -v) shift ;;
        --entrypoint) program=$2; shift ;;
        -*) ;;
        *) break ;;
    esac
done
[ "$1" != backup ] || export LOSBOTE_BACKUPS="$MACHINE/backups"
shift
[ "$1" != losbote ] || shift
exec "$program" "$@"
""",
}
_PLACES = re.compile(r"(?<![\w.])/(?=(?:var/lib/losbote|etc|opt/losbote|data|settings|backups|home)\b)")
_SAME = ("deploy/settings", "settings"), ("deploy/backups", "backups")  # folders of the program that are mounted


@dataclass(frozen=True)
class Machine:
    """A folder in which the paths of a machine begin; `scp` brings files into the home of the `other` one."""

    folder: Path
    other: Path

    def __post_init__(self) -> None:
        for name in ("bin", "home", "etc/systemd/system", "data", "home/.local/share/signal-cli"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for name, text in _STAND_INS.items():
            (self.folder / "bin" / name).write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
            (self.folder / "bin" / name).chmod(0o755)

    def types(self, lines: str, where: str = "home") -> str:
        """Types lines in a folder of the machine, stopping at the first that fails; returns what they say."""
        environment = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "HOME": str(self.folder / "home"), "USER": "petra",
            "MACHINE": str(self.folder), "OTHER": str(self.other), "ROOT": str(ROOT),
        }  # fmt: skip
        lines = lines.replace("/opt/losbote/bin/python -m bot", "losbote")
        for mounted, place in _SAME:
            lines = lines.replace(mounted, f"/{place}")
        lines = _PLACES.sub(f"{self.folder}/", lines)
        done = subprocess.run(
            ["sh", "-euc", lines], capture_output=True, text=True, check=False,
            cwd=self.folder / where, env=environment, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, (lines, done.stdout, done.stderr)
        return done.stdout

    @property
    def started(self) -> list[str]:
        """What was started and stopped, in order."""
        return (self.folder / "started").read_text(encoding="utf-8").splitlines()


def blocks(page: str, language: str = "de") -> list[str]:
    """The blocks for the terminal of a page of the handbook."""
    text = (HANDBOOK / language / page).read_text(encoding="utf-8")
    return re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def block(page: str, passage: str, language: str = "de") -> str:
    """The first block of a page that has this passage."""
    return next(found for found in blocks(page, language) if passage in found)
