"""The paths about the server, the account, its groups, contacts and received files."""

from __future__ import annotations

from bot.demo.server_bodies import (
    ChallengeBody,
    ConfigurationBody,
    PinCodeBody,
    ProfileBody,
    RegisterBody,
    TrustBody,
    VerifyBody,
)
from bot.demo.server_calls import Answer, Call, Malformed, route
from bot.demo.world import Group, Json, Person, Refused

_NO_CONTENT = Answer(204)
_PNG = bytes.fromhex(  # one white pixel stands for the code to scan
    "89504e470d0a1a0a0000000d4948445200000001000000010100000000376ef9240000000a49444154789c63680000008200"
    "8177cd72b60000000049454e44ae426082"
)
_CODE = "123456"
_LINK = "sgnl://linkdevice?uuid=invented&pub_key=invented"


@route("GET", "/v1/health")
def health(_: Call) -> Answer:
    """Is always well, also when nothing else is."""
    return _NO_CONTENT


@route("GET", "/v1/about")
def about(_: Call) -> Answer:
    """Versions and mode."""
    capabilities = {"v2/send": ["quotes", "mentions"]}
    versions = {"versions": ["v1", "v2"], "build": 2, "version": "0.101"}
    return Answer(200, {**versions, "mode": "json-rpc", "capabilities": capabilities})


@route("GET", "/v1/accounts")
def accounts(call: Call) -> Answer:
    """The accounts; a deauthorised one is missing."""
    return Answer(200, [] if call.faults.account_gone else [call.world.bot.number])


@route("GET", "/v1/configuration")
def configuration(call: Call) -> Answer:
    """The log level."""
    return Answer(200, {"logging": {"Level": call.faults.log_level}})


@route("POST", "/v1/configuration", body=ConfigurationBody)
def configure(_: Call) -> Answer:
    """Takes a log level, which changes nothing here."""
    return _NO_CONTENT


@route("GET", "/v1/groups/{number}", query=["expand"])
def groups(call: Call) -> Answer:
    """All groups the server knows."""
    known = [g for g in call.world.groups.values() if g.name not in call.faults.null_groups]
    return Answer(200, [_group(call, group) for group in known])


@route("GET", "/v1/groups/{number}/{groupid}", query=["expand"])
def one_group(call: Call) -> Answer:
    """One group; for an unknown one null, and still 200."""
    group = call.group(call.path["groupid"])
    return Answer(200, _group(call, group) if group else None)


def _group(call: Call, group: Group) -> Json:
    expand = call.query.get("expand", "false")
    if expand not in ("true", "false"):
        raise Malformed("expand is true or false")
    everybody = [*group.members.values(), *([call.world.bot] if group.bot_is_member else [])]

    def show(person: Person) -> Json | str:
        return {"number": person.number or "", "uuid": person.aci} if expand == "true" else person.address

    writers = "only-admins" if group.only_admins_send else "every-member"
    return {
        "name": group.name,
        "description": "",
        "id": group.id,
        "internal_id": group.internal_id,
        "members": [show(person) for person in everybody],
        "admins": [show(person) for person in everybody if person.name in group.admins],
        "member": group.bot_is_member,
        "blocked": False,
        "pending_invites": [show(call.world.bot)] if group.bot_is_invited else [],
        "pending_requests": [],
        "invite_link": "",
        # edit_group repeats send_messages: a mistake of the server
        "permissions": {"add_members": "every-member", "edit_group": writers, "send_messages": writers},
    }


@route("POST", "/v1/groups/{number}/{groupid}/join")
def join(call: Call) -> Answer:
    """The bot takes an invitation to a group."""
    call.world.join("bot", _known_group(call).name)
    return _NO_CONTENT


@route("POST", "/v1/groups/{number}/{groupid}/quit")
def leave(call: Call) -> Answer:
    """The bot leaves a group."""
    group = _known_group(call)
    if not group.bot_is_member:
        raise Refused(f"User is not a member in group: {group.name} ({group.internal_id})")
    call.world.leave("bot", group.name)
    return _NO_CONTENT


def _known_group(call: Call) -> Group:
    if group := call.group(call.path["groupid"]):
        return group
    raise Refused(f"Group not found: {call.path['groupid']}")


@route("GET", "/v1/attachments")
def attachments(call: Call) -> Answer:
    """The ids of all received files."""
    return Answer(200, list(call.world.attachments))


@route("GET", "/v1/attachments/{attachment}")
def attachment(call: Call) -> Answer:
    """The bytes of a received file."""
    found = call.world.attachments.get(call.path["attachment"])
    return Answer(200, found.data, found.content_type) if found else _no_such_file()


@route("DELETE", "/v1/attachments/{attachment}")
def forget_attachment(call: Call) -> Answer:
    """Forgets a received file."""
    found = call.world.attachments.pop(call.path["attachment"], None)
    return _NO_CONTENT if found else _no_such_file()


def _no_such_file() -> Answer:
    return Answer(404, {"error": "No attachment with that id found"})


@route("POST", "/v1/accounts/{number}/rate-limit-challenge", body=ChallengeBody)
def challenge(call: Call) -> Answer:
    """Lifts the rate limit with a token and a solved captcha."""
    body: ChallengeBody = call.body
    if body.challenge_token not in call.faults.challenges or not body.captcha.startswith("signalcaptcha://"):
        raise Refused("Captcha rejected: challenge token or captcha are not valid")
    call.faults.rate_limited = False
    return _NO_CONTENT


@route("PUT", "/v1/profiles/{number}", body=ProfileBody)
def profile(call: Call) -> Answer:
    """Sets the profile; without a picture the old one is gone."""
    body: ProfileBody = call.body
    if call.faults.profiles:
        call.faults.profiles -= 1
        raise Refused("Failed to update profile: connection closed")
    call.world.profile = {"name": body.name, "about": body.about, "avatar": body.base64_avatar}
    return _NO_CONTENT


@route("GET", "/v1/contacts/{number}", query=["all_recipients"])
def contacts(call: Call) -> Answer:
    """Everybody the account knows."""
    return Answer(200, [_contact(person) for person in call.world.people.values()])


def _contact(person: Person) -> Json:
    name = person.name.capitalize()
    profile = {"given_name": name, "lastname": "", "about": "", "has_avatar": False, "last_updated_timestamp": 0}
    texts = dict.fromkeys(("username", "color", "message_expiration", "note"), "")
    return {
        **texts,
        "number": person.number or "",
        "uuid": person.aci,
        "name": "",
        "given_name": "",
        "profile_name": name,
        "blocked": False,
        "nickname": {"name": "", "given_name": "", "family_name": ""},
        "profile": profile,
    }


@route("GET", "/v1/identities/{number}")
def identities(call: Call) -> Answer:
    """The safety numbers of all people."""
    return Answer(200, [_identity(person, call.world.fingerprint(person)) for person in call.world.people.values()])


def _identity(person: Person, fingerprint: str) -> Json:
    texts = {"fingerprint": fingerprint, "safety_number": str(int(fingerprint[:48], 16))[:60], "added": "0"}
    return {**texts, "number": person.number or "", "uuid": person.aci, "status": "TRUSTED_UNVERIFIED"}


@route("PUT", "/v1/identities/{number}/trust/{numberToTrust}", body=TrustBody)
def trust(call: Call) -> Answer:
    """Trusts a person's new phone."""
    call.person(call.path["numberToTrust"])
    return _NO_CONTENT


@route("GET", "/v1/devices/{number}")
def devices(_: Call) -> Answer:
    """The devices of the account: one."""
    device = {"id": 1, "name": "Losbote", "creation_timestamp": 0, "last_seen_timestamp": 0}
    return Answer(200, [device])


@route("POST", "/v1/register/{number}", body=RegisterBody)
def register(call: Call) -> Answer:
    """Starts a registration; it needs a captcha."""
    body: RegisterBody = call.body
    if not body.captcha:
        raise Refused("Captcha required for verification")
    return Answer(201)


@route("POST", "/v1/register/{number}/verify/{token}", body=VerifyBody)
def verify(call: Call) -> Answer:
    """Ends a registration with the code that came; 123456 is right."""
    if call.path["token"] != _CODE:
        raise Refused("Verify error: Authorization failed")
    call.faults.account_gone = False
    return Answer(201)


@route("POST", "/v1/accounts/{number}/pin", body=PinCodeBody)
def lock(_: Call) -> Answer:
    """Takes the PIN of the registration, which nobody asks for here."""
    return Answer(201)


@route("GET", "/v1/qrcodelink", query=["device_name", "qrcode_version"])
def qr_code(call: Call) -> Answer:
    """A picture to scan."""
    _device_name(call)
    return Answer(200, _PNG, "image/png")


@route("GET", "/v1/qrcodelink/raw", query=["device_name"])
def raw_qr_code(call: Call) -> Answer:
    """The link that the picture holds."""
    _device_name(call)
    return Answer(200, {"device_link_uri": _LINK})


def _device_name(call: Call) -> None:
    if not call.query.get("device_name"):
        raise Malformed("device_name is missing")
