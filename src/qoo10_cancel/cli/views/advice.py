"""Which reason fits an order, what is missing, and the ready texts, each to be copied whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from ...messages import label
from ...order import Evidence
from ...reasons import ReasonKind
from ...wording import READY_TEXTS, Advice, FilledText, ReadyText, ReasonAdvice
from ..words import say
from .findings import findings_grid
from .parts import CALM, FAINT, WARN, indented, plain, title
from .prose import Prose

__all__ = ["advice_panel", "lacking_panel", "ready_panel"]


def advice_panel(advice: Advice, evidence: Evidence, lang: str) -> RenderableType:
    """Show how each reason fits what is recorded, and the ready texts that go with it.

    Args:
        advice: The adviser's answer.
        evidence: The evidence that was judged: the order's and any other.
        lang: Reader's language.
    """
    parts: list[RenderableType] = [title(say("advise.title", lang, order_no=advice.order_no))]
    for reason in advice.reasons:
        parts += [Text(), _heading(reason, lang)]
        parts += [indented(indented(part)) for part in _wanting(reason, evidence, lang)]
        parts += _texts(reason.texts, lang, gaps=True)
    return Group(*parts, *findings_grid(advice.findings, lang))


def _heading(reason: ReasonAdvice, lang: str) -> Prose:
    standing = ("fits", CALM) if reason.grounded else ("unfit", WARN)
    if reason.fits and not reason.grounded:
        standing = ("explain", WARN)
    text = plain("  ").append(f"--reason {reason.kind.value}", "cyan")
    text.append(f"  {label(reason.kind, lang)}  ")
    return Prose(text.append(say(f"advise.{standing[0]}", lang), standing[1]))


def lacking_panel(
    advice: Advice, kind: ReasonKind, evidence: Evidence, lang: str
) -> RenderableType:
    """Say what is missing for a ready text of the reason *kind*, and which reason fits."""
    parts: list[RenderableType] = [title(say("check.unready", lang)), Text()]
    parts += map(indented, _wanting(advice.of(kind), evidence, lang))
    best = advice.best
    if best is not None:
        params = {"reason": label(best.kind, lang), "value": best.kind.value}
        parts += [Text(), Prose(plain(say("advise.best", lang, **params), CALM))]
    return Group(*parts, *findings_grid(advice.findings, lang))


def _wanting(reason: ReasonAdvice, evidence: Evidence, lang: str) -> Iterator[RenderableType]:
    """Say what keeps the reason from fitting, or what keeps each of its ready texts away."""
    for found in reason.findings:
        yield Prose(plain(f"{found.rule.code} {found.message(lang)}"))
    if reason.fits:
        for ready in READY_TEXTS.values():
            if ready.kind is reason.kind and not ready.applies(evidence):
                yield Prose(plain(_unmet(ready, evidence, lang), FAINT))


def _unmet(ready: ReadyText, evidence: Evidence, lang: str) -> str:
    against = [name for name in ready.lacks if getattr(evidence, name)]
    key, names = ("lacks", against) if against else ("needs", list(ready.needs))
    return say(f"advise.{key}", lang, text=ready.key, fields=say("comma", lang).join(names))


def ready_panel(texts: Sequence[FilledText], lang: str, *, filled: bool) -> RenderableType:
    """Show ready texts: the Japanese as it is pasted, and below it what it says.

    Args:
        texts: The texts; each Japanese one stands in a line of its own that is not broken.
        lang: Reader's language.
        filled: Whether they were filled for an order, or stand with every slot open.
    """
    heading = say("check.ready" if filled else "check.templates", lang)
    return Group(Prose(title(heading)), *_texts(texts, lang, gaps=filled))


def _texts(texts: Iterable[FilledText], lang: str, *, gaps: bool) -> Iterator[RenderableType]:
    for text in texts:
        yield Text()
        yield plain(f"  {text.ready.key}", "cyan")
        # A break or an indent at the terminal's edge would be copied into the form.
        yield Text(plain(text.japanese).plain, no_wrap=True, overflow="ignore")
        if lang != "ja":
            yield indented(Prose(plain(text.gloss(lang), FAINT)))
        if gaps and text.gaps:
            slots = "; ".join(gap.message(lang) for gap in text.gaps)
            yield indented(Prose(plain(say("check.open", lang, slots=slots), WARN)))
