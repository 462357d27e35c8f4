"""The settings: losbote.toml, then LOSBOTE_… variables; one strict model, and every mistake told at once."""

from __future__ import annotations

import shlex
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, ValidationInfo
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import SettingsError
from bot.values import Aci, Address, GroupId, Offset, PublicAddress, ServerAddress, TipTimes, Zone
from storage.groups import Language, Purpose

if TYPE_CHECKING:
    from bot.settings_told import Told

PLACES = (Path("losbote.toml"), Path("/etc/losbote/losbote.toml"))
PREFIX = "LOSBOTE_"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GroupSettings(_Part):
    """A group the bot serves; `purpose` may be left out where the group is called main, admin or test."""

    id: GroupId = Field(examples=['id = "group.…"   # as `GET /v1/groups` of the server shows it'])
    purpose: Purpose | None = Field(default=None, examples=['purpose = "main"   # or "admin", "test"'])


class ReceiveSettings(_Part):
    """Where the server's webhook finds us."""

    webhook: Address = Field(default="127.0.0.1:8091", examples=['webhook = "127.0.0.1:8091"'])


class PostSettings(_Part):
    """What is said unasked, and how a good guest does that."""

    reminders: tuple[Offset, ...] = Field(
        default=("7d", "1d", "1h", "0"), examples=['reminders = ["7d", "1d", "1h", "0"]']
    )
    tips: TipTimes = Field(default="Tue,Fri 10:00", examples=['tips = "Tue,Fri 10:00"'])
    quiet_from: int = Field(default=21, ge=0, le=23, examples=["quiet_from = 21"])
    quiet_to: int = Field(default=8, ge=0, le=23, examples=["quiet_to = 8"])
    pin: bool = Field(default=True, examples=["pin = true"])
    protect_link: bool = Field(default=False, examples=["protect_link = false"])
    link_hours: int = Field(default=24, ge=1, le=720, examples=["link_hours = 24"])
    max_posts_a_week: int = Field(default=4, ge=1, le=50, examples=["max_posts_a_week = 4"])

    @property
    def link_window(self) -> timedelta | None:
        """How long before a meeting its link is shown in groups; None: always."""
        return timedelta(hours=self.link_hours) if self.protect_link else None


class SendSettings(_Part):
    """Limits of the way out."""

    max_parallel: int = Field(default=8, ge=1, le=64, examples=["max_parallel = 8"])
    timeout: float = Field(default=45, gt=0, le=300, examples=["timeout = 45   # seconds"])
    per_minute: int = Field(default=60, ge=1, le=100_000, examples=["per_minute = 60"])


def _different(groups: dict[str, GroupSettings]) -> dict[str, GroupSettings]:
    if len({group.id for group in groups.values()}) < len(groups):
        raise ValueError("two groups have the same id")
    return groups


def _alone(token: str, info: ValidationInfo) -> str:
    if token and "@" in info.data.get("server", ""):
        raise ValueError("the server has a password already")
    return token


Groups = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,30}$")], GroupSettings], AfterValidator(_different)
]


class _Variables(EnvSettingsSource):
    """The LOSBOTE_… variables. A list may be written with commas; what else is no JSON is a mistake like others."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:  # noqa: ANN401
        try:
            return super().decode_complex_value(field_name, field, value)
        except ValueError:
            return [part.strip() for part in value.split(",")]


class Settings(BaseSettings):
    """Everything that can be set; section by section as in losbote.toml."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix=PREFIX, env_nested_delimiter="__", populate_by_name=True
    )

    number: str = Field(pattern=r"^\+[1-9][0-9]{6,14}$", examples=['number = "+4915112345678"'])
    server: ServerAddress = Field(default="http://127.0.0.1:8080", examples=['server = "http://127.0.0.1:8080"'])
    token: Annotated[str, AfterValidator(_alone)] = Field(
        default="", pattern="^[!-~]*$", repr=False, examples=['token = "…"   # a bearer token, for a proxy']
    )
    database: Path = Field(default=Path("losbote.db"), examples=['database = "losbote.db"'])
    library: Path | None = Field(default=None, examples=['library = "library"'])  # None: beside the database
    backups: str = Field(default="backups", examples=['backups = "backups"   # a folder; "" for none'])
    passphrase: str = Field(default="", repr=False, examples=['passphrase = "…"   # encrypts backups'])
    zone: Zone = Field(default="Europe/Berlin", examples=['zone = "Europe/Berlin"'])
    language: Language = Field(default="de", examples=['language = "de"   # or "en"'])
    admins: tuple[Aci, ...] = Field(default=(), examples=['admins = ["7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a60"]   # ACIs'])
    web: Address = Field(default="127.0.0.1:8090", examples=['web = "127.0.0.1:8090"'])
    calendar: PublicAddress = Field(default="", examples=['calendar = "https://calendar.example"'])
    privacy: PublicAddress = Field(default="", examples=['privacy = "https://netz.example/datenschutz"'])
    check_links: bool = Field(default=True, examples=["check_links = true"])
    max_attachment_mb: int = Field(default=25, ge=1, le=100, examples=["max_attachment_mb = 25"])
    answer_within: int = Field(default=15, ge=3, le=1440, examples=["answer_within = 15   # minutes"])
    hold_seconds: int = Field(default=60, ge=0, le=3600, examples=["hold_seconds = 60"])
    four_eyes: bool = Field(default=False, examples=["four_eyes = false"])
    require_group_admin: bool = Field(default=False, examples=["require_group_admin = false"])
    strangers: Literal["line", "answer", "silent"] = Field(default="line", examples=['strangers = "line"'])
    log: Literal["text", "json"] = Field(default="text", examples=['log = "text"   # or "json"'])
    groups: Groups = Field(default_factory=dict, examples=['[groups.main]\nid = "group.…"'])
    receive: ReceiveSettings | None = Field(default=None, examples=['[receive]\nwebhook = "127.0.0.1:8091"'])
    posts: PostSettings = Field(default=PostSettings(), examples=["[posts]"])
    sending: SendSettings = Field(default=SendSettings(), examples=["[sending]"])

    _source: Path | None = PrivateAttr(default=None)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables override the file, which comes in as the initial values."""
        del env_settings, dotenv_settings, file_secret_settings
        return _Variables(settings_cls), init_settings

    @property
    def backup_folder(self) -> Path | None:
        """Where the backups of each night lie, as a path from the database's folder; None if there are none."""
        return self.database.parent / self.backups if self.backups else None

    @property
    def source(self) -> Path | None:
        """The file that they were read from."""
        return self._source

    def purpose(self, name: str) -> Purpose:
        """What the group of this name is for."""
        if (purpose := self.groups[name].purpose) is not None:
            return purpose
        return name if name in {"main", "admin", "test"} else "main"  # type: ignore[return-value]

    def tz(self) -> ZoneInfo:
        """The zone used where a group has none of its own."""
        return ZoneInfo(self.zone)


def load(path: Path | None = None, language: Language | None = None) -> Settings:
    """Reads the settings from `path` or the first of PLACES that is there; paths in it are relative to its folder.

    Raises SettingsError with every mistake and the line to write instead, in `language` or else that of the settings.
    """
    found = path or usual()
    values = _read(found, language) if found else {}
    try:
        settings = Settings(**values)
    except ValidationError as error:
        told = _told(values, found, language)
        raise SettingsError(told.all(error.errors()), told.language) from None
    if found is None:
        return settings
    folder = found.resolve().parent
    library = settings.library and folder / settings.library
    placed = settings.model_copy(update={"database": folder / settings.database, "library": library})
    placed._source = found  # noqa: SLF001 - our own
    return placed


def usual() -> Path | None:
    """The settings file where nobody has named one: the first of PLACES that is there, as far as we may look."""
    return next((place for place in PLACES if _is_file(place)), None)


def named(path: Path | None) -> str:
    """What a call must be given so that it reads this file: nothing where it looks by itself."""
    return "" if path is None or path == (usual() or PLACES[0]) else f" --config {shlex.quote(str(path))}"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # somebody else's folder, in which `sudo -u losbote` was called
        return False


def _read(path: Path, language: Language | None) -> dict[str, Any]:
    from bot.reasons import worded  # noqa: PLC0415 - settings can mostly be read

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # editors on Windows put a mark at the start
    except FileNotFoundError:
        wrong, reason = "settings-away", ""
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        wrong, reason = "settings-no-toml", str(error)
    except OSError as error:
        wrong, reason = "settings-unreadable", error.strerror or type(error).__name__
    told = _told({}, path, language)
    why = worded(reason, told.language)
    raise SettingsError([told.say(wrong, file=str(path), reason=why, config=named(path))], told.language)


def _told(values: dict[str, Any], found: Path | None, language: Language | None) -> Told:
    """How mistakes are told: in this language, else in that of the settings or of the terminal."""
    from bot.settings_told import Told, spoken  # noqa: PLC0415 - most settings have no mistakes

    return Told(language or spoken(values), found)
