"""The stages that a text goes through, in their order, and what each one says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ..findings import Finding, Rule, Severity
from ..policy import TextPolicy
from ..reasons import ReasonKind, RefusalReason
from . import contact, hygiene
from .canonical import content_length, excerpt, form_length, left_out, seen
from .meaning import Meaning, Verdict, meaning
from .reading import Reading, read
from .script import Script, read_script

__all__ = ["judged"]

# A text of this many letters has to meet the floors of QC-06 in full, a shorter one a share.
_FULL_FLOORS: Final = 30
_MOST_PIECES: Final = 3
# A text this long that says fewer different things than that says one thing over and over.
_LONG_ENOUGH: Final = 30
_LEAST_SAID: Final = 18
_MIXED: Final = "mixed-language"
_HALFWIDTH: Final = "halfwidth-kana"
_HIRAGANA: Final = re.compile("[ぁ-ゖ]")
_DELAYS: Final = frozenset({Verdict.STORE, Verdict.READS_LATE, Verdict.MENTIONED})
_WITHOUT_GROUND: Final = frozenset({Verdict.MENTIONED, Verdict.NO_GROUND})
_GROUNDS: Final = frozenset({ReasonKind.SHIPPED, ReasonKind.PREPARED, ReasonKind.MADE_TO_ORDER})


def judged(
    reason: RefusalReason, limits: TextPolicy
) -> tuple[Reading | None, tuple[Finding, ...]]:
    """Read and judge the text of *reason*; a text above the ceiling is not even read."""
    raw, ceiling = reason.text, limits.raw_ceiling
    if len(raw) > ceiling or form_length(raw) > ceiling:
        return None, (_too_long(len(raw), ceiling),)
    text = read(reason, limits)
    return text, tuple(_stages(text))


def _stages(text: Reading) -> list[Finding]:
    findings = list(_hidden(text))
    if text.content == 0 and (text.explains or not text.canonical):
        return [*findings, *_empty(text)]
    findings += _seen(_UNFIT, text)
    if garbled := _seen(_GARBLED, text):
        return [*findings, *garbled]
    repeats = list(_repeats(text))
    findings += [*_length(text), *repeats, *_language(text, repeats=bool(repeats))]
    findings += [*_seen(_RISKY, text, Severity.WARNING), *_private(text)]
    wrong = {found.rule for found in findings if found.severity is Severity.VIOLATION}
    if wrong <= {Rule.OTHER_IS_EXPLAINED}:
        # Nobody should make an excuse longer that can never pass.
        read = meaning(text.solid)
        findings += _delay(text, read)
        if not wrong:
            findings += _ground(text, read, findings)
    return findings


_Sight = tuple[Callable[[str], tuple[int, int] | None], str, str]

# What looks, which form of the text it looks at, and what it has found then (all QC-07).
_HIDDEN: Final[tuple[_Sight, ...]] = (
    (hygiene.broken_unicode, "canonical", "invalid-unicode"),
    (hygiene.control, "canonical", "control-char"),
    (hygiene.bidi, "canonical", "bidi-control"),
)
_UNFIT: Final[tuple[_Sight, ...]] = (
    (hygiene.markup, "solid", "markup"),
    (hygiene.header, "lines", "header-injection"),
    (hygiene.placeholder, "solid", "placeholder"),
    (hygiene.wide_slot, "canonical", "placeholder"),
)
_GARBLED: Final[tuple[_Sight, ...]] = (
    (hygiene.mojibake, "plain", "mojibake"),
    (hygiene.garbled_kana, "canonical", "mojibake"),
)
_RISKY: Final[tuple[_Sight, ...]] = (
    (hygiene.emoji, "canonical", "emoji"),
    (hygiene.halfwidth_kana, "canonical", _HALFWIDTH),
    (hygiene.odd, "canonical", "odd-characters"),
)


def _seen(
    sights: tuple[_Sight, ...], text: Reading, severity: Severity = Severity.VIOLATION
) -> list[Finding]:
    """Make one finding of QC-07 of each thing that is seen."""
    found: dict[str, Finding] = {}
    for look, form, detail in sights:
        span = look(getattr(text, form))
        if span is not None and detail not in found:
            there = text.place(form, span)
            params = {"found": excerpt(text.canonical[slice(*there)])}
            found[detail] = Finding(Rule.TEXT_IS_FIT, detail, severity, params, there)
    return list(found.values())


def _warning(
    rule: Rule, detail: str, params: Mapping[str, object], span: tuple[int, int] | None = None
) -> Finding:
    return Finding(rule, detail, Severity.WARNING, params, span)


def _hidden(text: Reading) -> Iterator[Finding]:
    if not hygiene.hidden(text.reason.text):
        return
    yield from _seen(_HIDDEN, text)
    if out := left_out(text.reason.text):
        params = {"count": len(out), "found": excerpt(out)}
        yield _warning(Rule.TEXT_IS_FIT, "invisible-removed", params)


def _empty(text: Reading) -> Iterator[Finding]:
    if text.explains:
        need = text.limits.min_chars
        yield Finding(Rule.OTHER_IS_EXPLAINED, "empty", params={"required": need})


def _length(text: Reading) -> Iterator[Finding]:
    need = text.limits.min_chars
    if text.explains and text.content < need:
        params = {
            "content_length": text.content,
            "form_length": text.form,
            "required": need,
            "missing": need - text.content,
        }
        yield Finding(Rule.OTHER_IS_EXPLAINED, "too-short", params=params)
    if text.form > text.limits.max_units:
        yield _too_long(text.form, text.limits.max_units)
    count = text.canonical.count("\n") + 1
    if count > text.limits.max_lines:
        params = {"lines": count, "limit": text.limits.max_lines}
        yield _warning(Rule.TEXT_IS_FIT, "too-many-lines", params)


def _too_long(form: int, limit: int) -> Finding:
    return Finding(Rule.TEXT_IS_FIT, "too-long", params={"form_length": form, "limit": limit})


def _repeats(text: Reading) -> Iterator[Finding]:
    if text.content >= _LONG_ENOUGH and hygiene.repetitive(text.solid, _LEAST_SAID):
        yield Finding(Rule.TEXT_IS_FIT, "repetitive", params={"found": excerpt(text.canonical)})


def _language(text: Reading, *, repeats: bool) -> Iterator[Finding]:
    script = read_script(text.plain)
    if not _is_japanese(script, text) or (script.babbles and not repeats):
        params = {"kana": script.kana, "japanese": script.japanese, "letters": script.letters}
        yield Finding(Rule.TEXT_IS_JAPANESE, "not-japanese", params=params)
        return
    if not (foreign := (*script.stretches, *script.strange)):
        return
    places = [text.place("plain", span) for span in foreign[:_MOST_PIECES]]
    pieces = [excerpt(text.canonical[start:end].strip()) for start, end in places]
    need, rest = text.limits.min_chars, content_length(script.outside(text.plain))
    if text.explains and script.foreign and rest < need <= text.content:
        counted = {"content_length": rest, "required": need, "missing": need - rest}
        yield Finding(
            Rule.TEXT_IS_JAPANESE,
            "too-little-japanese",
            params={**counted, "pieces": pieces},
            span=places[0],
        )
    else:
        yield _warning(Rule.TEXT_IS_JAPANESE, _MIXED, {"pieces": pieces}, places[0])


def _is_japanese(script: Script, text: Reading) -> bool:
    """Say whether the floors are met; a text too short for them has to meet a share of them."""
    limits = text.limits
    long_enough = text.explains and text.content >= limits.min_chars
    share = 1.0 if long_enough else min(script.letters / _FULL_FLOORS, 1.0)
    return (
        script.kana >= max(int(limits.min_kana * share), 1)
        and script.japanese >= int(limits.min_japanese_letters * share)
        and script.kana_share >= limits.min_kana_share
        and script.kana >= len(script.strange)
    )


def _private(text: Reading) -> Iterator[Finding]:
    """Find what should not leave the shop. What it says is not repeated."""
    if span := contact.card_number(text.solid):
        there = text.place("solid", span)
        yield Finding(Rule.TEXT_IS_FIT, "personal-data", span=there)
    if span := contact.contact(text.plain.lower()):
        yield _warning(Rule.TEXT_IS_FIT, "contact-info", {}, text.place("small", span))
    if span := contact.link(text.solid):
        there = text.place("solid", span)
        severity = Severity.VIOLATION if text.limits.url_is_violation else Severity.WARNING
        yield Finding(Rule.TEXT_IS_FIT, "url", severity, span=there)


def _delay(text: Reading, read: Meaning) -> Iterator[Finding]:
    if read.verdict not in _DELAYS:
        return
    there = text.place("solid", read.span)
    params: dict[str, object] = {"found": excerpt(text.canonical[slice(*there)])}
    if read.verdict is Verdict.MENTIONED or seen(text.reason.acknowledgement).strip():
        yield _warning(Rule.DELAY_IS_NO_REASON, read.verdict.value, params, there)
    else:
        yield Finding(Rule.DELAY_IS_NO_REASON, read.verdict.value, params=params, span=there)


def _ground(text: Reading, read: Meaning, findings: list[Finding]) -> Iterator[Finding]:
    """Warn where no ground was recognised; a text partly in another language is never guessed.

    Nor is one that is all katakana, where its half-width kana are not warned about already.
    """
    details = {found.detail for found in findings}
    silent = read.verdict is Verdict.SILENT
    missing = read.verdict in _WITHOUT_GROUND or (silent and _MIXED in details)
    katakana = silent and not (_HALFWIDTH in details or _HIRAGANA.search(text.solid))
    if ((missing and not read.ground) or katakana) and text.reason.kind not in _GROUNDS:
        yield _warning(Rule.REASON_AGREES, Verdict.NO_GROUND.value, {})
