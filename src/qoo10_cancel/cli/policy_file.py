"""The policy as a file that people write, in TOML, or programs, in JSON."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import attrs

from ..codec import from_json
from ..policy import Policy, TextPolicy
from .problems import Misuse
from .words import say

__all__ = ["parsed", "policy_of", "written"]

_HOURS: Final = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d(?:\.\d{1,6})?))?", re.ASCII)
_SPANS: Final = frozenset({"duty_reminders", "request_reminders", "short_duty"})


def policy_of(path: str) -> Policy:
    """Read a policy, as `written` or `codec.to_json` writes it.

    A switch that the file leaves out has its cautious default.

    Raises:
        Malformed: The file cannot be read, or holds no policy.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
        policy = parsed(text)
    except OSError as error:
        raise Misuse("unreadable", path=path, why=error.strerror) from None
    except (ValueError, RecursionError) as error:
        raise Misuse("policy", path=path, why=error) from None
    if not isinstance(policy, Policy):  # nothing, or another value
        raise Misuse("no_policy", path=path)
    return policy


def parsed(text: str) -> object:
    """Return the policy in *text*; None if it is empty, another value if its JSON is one.

    Raises:
        ValueError: *text* is neither TOML nor JSON, or names an unknown switch.
    """
    if text.lstrip().startswith("{"):
        return from_json(json.loads(text))
    switches = tomllib.loads(text)
    if not switches:
        return None
    _check_names(switches, Policy)
    numbers = switches.pop("text", {})
    if not isinstance(numbers, Mapping):
        raise Misuse("switch_table", name="text")
    _check_names(numbers, TextPolicy)
    return Policy(
        text=TextPolicy(**numbers),
        **{name: _spans(value) if name in _SPANS else value for name, value in switches.items()},
    )


def _check_names(given: Mapping[str, Any], cls: type[Policy | TextPolicy]) -> None:
    known = [field.name for field in attrs.fields(cls)]
    for name in given:
        if name not in known:
            raise Misuse("switch", name=name, known=", ".join(known))


def _spans(value: Any) -> Any:
    """Read lengths of time, as h:mm or h:mm:ss; leave anything else for the policy to refuse."""
    if isinstance(value, list):
        return tuple(map(_spans, value))
    found = _HOURS.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    seconds = timedelta(microseconds=round(float(found[3] or 0) * 1_000_000))
    return timedelta(hours=int(found[1]), minutes=int(found[2])) + seconds


def written(policy: Policy, lang: str) -> str:
    """Return *policy* as TOML, each switch under a comment in *lang*."""
    return f"{_table(policy, lang)}\n[text]\n{_table(policy.text, lang)}".rstrip()


def _table(switches: Policy | TextPolicy, lang: str) -> str:
    lines = []
    for name, value in attrs.asdict(switches, recurse=False).items():
        if name != "text":
            lines += [f"# {say(f'switch.{name}', lang)}", f"{name} = {_toml(value)}"]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, (frozenset, tuple)):
        values = sorted(value, key=str) if isinstance(value, frozenset) else value
        return f"[{', '.join(map(_toml, values))}]"
    if isinstance(value, timedelta):
        minutes, rest = divmod(value, timedelta(minutes=1))
        seconds = f":{rest.total_seconds():09.6f}" if rest else ""
        return f'"{minutes // 60}:{minutes % 60:02}{seconds}"'
    return json.dumps(getattr(value, "value", value))
