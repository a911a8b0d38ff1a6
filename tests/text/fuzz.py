"""Coverage-guided fuzzing of `check_reason`: a program, not a test; pytest does not collect it.

::

    pip install atheris && pip install -e .
    nice -n 19 python tests/text/fuzz.py -max_total_time=1800 FOLDER_FOR_INPUTS

It stops at the first text that breaks a promise and prints it. What was found so far stands in
`corpus/found.json` and is checked by the tests.
"""

from __future__ import annotations

import sys
import time

import atheris

with atheris.instrument_imports(include=["qoo10_cancel.text"]):
    from qoo10_cancel.reasons import ReasonKind, RefusalReason
    from qoo10_cancel.text import check_reason, stages

assert stages

_JAPANESE = (
    "発送済み 入荷が遅れ まだ 届いて いない ません ございません ため キャンセル 在庫切れ 次第 "
    "発送 たら お客様 "
    "準備が完了 オーダーメイド 。 、 ！ 〇月〇日 ここにご記入 か\u3099 ｶﾞ 縺ｮ 𠮷 葛\U000e0100 "
    "㈱ \u3000"
)
_FOREIGN = (
    "您的商品已经发出 無法取消 발송되어 취소 your order has been shipped https://example.com "
    "shop@example.com "
    "090-1234-5678 4111111111111111 <b> &#12354; {slot} Bcc: %0d =?utf-8?b?"
)
_ODD = "ã\x81 ﷺ İ ﬁ \ud83d \u202e \u200b \u3164 \u2800 👨\u200d👩 \r\n \u2028 \x00"
PIECES = f"{_JAPANESE} {_FOREIGN} {_ODD}".split(" ")
KINDS = (*ReasonKind, None)
MOST_UNITS = 1000
MOST_SECONDS = 0.05  # the machine may be busy; the benchmark has the real bound


def written(source: atheris.FuzzedDataProvider) -> str:
    """Put a text together: pieces of reasons, any characters, and repetition."""
    text = ""
    while source.remaining_bytes() and len(text) < MOST_UNITS:
        choice = source.ConsumeIntInRange(0, 3)
        if choice == 0:
            text += source.PickValueInList(list(PIECES))
        elif choice == 1:
            text += source.ConsumeUnicode(source.ConsumeIntInRange(1, 8))
        elif choice == 2:
            text += chr(source.ConsumeIntInRange(0x3040, 0x30FF))
        else:
            text += text[-source.ConsumeIntInRange(1, 20) :] * source.ConsumeIntInRange(1, 30)
    return text[:MOST_UNITS]


def details(checked: object) -> list[str]:
    """Name the violations."""
    return [finding.detail for finding in checked.violations]


def one(data: bytes) -> None:
    """Check the promises on one text."""
    source = atheris.FuzzedDataProvider(data)
    kind = KINDS[source.ConsumeIntInRange(0, len(KINDS) - 1)]
    text = written(source)
    start = time.process_time()
    checked = check_reason(RefusalReason(kind, text))
    took = time.process_time() - start
    again = check_reason(RefusalReason(kind, checked.canonical))
    assert again.canonical == checked.canonical, ("not idempotent", text[:200])
    assert details(again) == details(checked), ("another verdict", text[:200])
    assert checked.content_length <= checked.form_length, ("counts more", text[:200])
    for finding in checked.findings:
        start, end = finding.span or (0, 0)
        assert 0 <= start <= end <= len(checked.canonical), ("span outside", text[:200])
        assert finding.message("en"), ("no message", text[:200])
        assert finding.remedy("ja"), ("no remedy", text[:200])
    assert took < MOST_SECONDS, ("slow", took, text[:200])


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
