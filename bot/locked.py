"""Locks a file with a passphrase, and opens it, in little memory however large the file is.

Format: a line with a salt, then a file of age (https://age-encryption.org/v1) for the key that scrypt makes of
passphrase and salt. age's own passphrases want half a gigabyte or more, as the machine is fast: more than a bot has.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from pathlib import Path

import pyrage

from bot.errors import BackupError

_HEAD = re.compile(rb"losbote-locked ([0-9a-f]{32})\n")
_HEAD_SIZE = len("losbote-locked \n") + 32
_AGE = b"age-encryption.org/"  # locked by age's own passphrase: as other tools do, and Losbote once did
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def lock(source: Path, target: Path, passphrase: str) -> Path:
    """Writes `source` to `target`, which it returns, so that only the passphrase opens it; raises OSError."""
    salt = os.urandom(16)
    with source.open("rb") as plain, target.open("wb") as file:
        file.write(b"losbote-locked %s\n" % salt.hex().encode())
        try:
            pyrage.encrypt_io(plain, file, [_identity(passphrase, salt).to_public()])
        except pyrage.EncryptError as error:  # in its text an OSError of ours
            raise OSError(errno.EIO, str(error).rpartition("] ")[2]) from error
    return target


def is_locked(path: Path) -> bool:
    """Whether a file begins as one that is locked."""
    with path.open("rb") as file:
        start = file.read(_HEAD_SIZE)
    return start.startswith(_AGE) or _HEAD.fullmatch(start) is not None


def unlock(source: Path, target: Path, passphrase: str) -> Path:
    """Writes what is locked in `source` to `target`, which it returns.

    Raises BackupError if it is another passphrase or damaged.
    """
    with source.open("rb") as file, target.open("wb") as plain:
        salt = _HEAD.fullmatch(file.read(_HEAD_SIZE))
        try:
            if salt is not None:
                pyrage.decrypt_io(file, plain, [_identity(passphrase, bytes.fromhex(salt[1].decode()))])
            else:
                plain.write(pyrage.passphrase.decrypt(source.read_bytes(), passphrase))
        except (pyrage.DecryptError, OSError) as error:
            if "[Errno " in str(error):  # no place left, say
                raise OSError(errno.EIO, str(error).rpartition("] ")[2]) from error
            raise BackupError("phrase", source) from error
    return target


def _identity(passphrase: str, salt: bytes) -> pyrage.x25519.Identity:
    """The key of a passphrase; scrypt takes 32 MB and, three times over, the time that is asked for today."""
    key = hashlib.scrypt(passphrase.encode(), salt=salt, n=2**15, r=8, p=3, maxmem=2**26, dklen=32)
    return pyrage.x25519.Identity.from_str(_bech32("age-secret-key-", key).upper())


def _bech32(name: str, data: bytes) -> str:
    """How age writes a key (BIP 173): five bits to a letter, and six letters that prove the others."""
    bits = "".join(f"{byte:08b}" for byte in data)
    fives = [int(bits[at : at + 5].ljust(5, "0"), 2) for at in range(0, len(bits), 5)]
    spelt = [ord(letter) >> 5 for letter in name] + [0] + [ord(letter) & 31 for letter in name]
    proof = _checksum([*spelt, *fives, 0, 0, 0, 0, 0, 0]) ^ 1
    fives += [proof >> 5 * (5 - at) & 31 for at in range(6)]
    return f"{name}1{''.join(_LETTERS[five] for five in fives)}"


def _checksum(values: list[int]) -> int:
    found = 1
    for value in values:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ value
        for at, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            found ^= part if top >> at & 1 else 0
    return found
