"""The pages that the command line writes: the sheet for paper, the dossier for a dispute."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.command_line import ASKED, PACKED, Shop, a_shop
from qoo10_cancel.messages import LANGUAGES

FINE = "本日の朝、すでに配送会社へ引き渡しましたので、キャンセルはお受けできません。"


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A shop that has taken in the sample files."""
    with a_shop() as made:
        yield made


class TestTheSheet:
    """`prepare --output` writes the sheet as a page, in the words of the reader's own screen."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_as_a_page(self, shop: Shop, lang: str) -> None:
        """It is new, its owner's alone, and in the reader's language."""
        file = shop.folder / "sheet.html"

        ended = shop.run("prepare", ASKED, *PACKED, "--output", str(file), "--lang", lang)

        assert ended.code == 0
        assert str(file) in "".join(ended.out.split("\n"))
        assert file.read_text("utf-8").startswith(f'<!doctype html>\n<html lang="{lang}">')
        assert file.stat().st_mode & 0o777 == 0o600

    def test_no_page_is_written_over(self, shop: Shop) -> None:
        """What stands there stays."""
        file = shop.folder / "sheet.html"
        file.write_text("mine")

        ended = shop.run("prepare", ASKED, *PACKED, "--output", str(file))

        assert ended.code == 2
        assert file.read_text() == "mine"

    def test_the_screen_of_another_language(self, shop: Shop) -> None:
        """A Chinese reader before a Japanese screen."""
        text = shop.run("prepare", ASKED, *PACKED, "--lang", "zh", "--screen", "ja").out

        assert "【キャンセル要請】（≈ 取消要求）" in text

    def test_the_shops_own_words(self, shop: Shop) -> None:
        """A small file has what the screen says."""
        words = shop.folder / "words.toml"
        words.write_text('[ja]\ndone = "拒否が完了しました"\n', "utf-8")
        args = ["prepare", ASKED, *PACKED, "--lang", "ja", "--screen-words", str(words)]

        assert "【拒否が完了しました】" in shop.run(*args).out
        assert "【拒否が完了しました】" in shop.json(*args)["sheet"]["text"]

    @pytest.mark.parametrize("text", ["[ja]\nbutton = 'x'\n", "[fr]\n", "{", "[ja]\ndone = 3\n"])
    def test_a_bad_file_of_words(self, shop: Shop, text: str) -> None:
        """It is named, and nothing is made of it."""
        words = shop.folder / "words.toml"
        words.write_text(text, "utf-8")

        ended = shop.run("prepare", ASKED, *PACKED, "--screen-words", str(words))

        assert ended.code == 2
        assert "words.toml" in "".join(ended.err.split("\n"))
        assert ended.out == ""

    def test_no_file_of_words(self, shop: Shop) -> None:
        """A file that is not there is no empty one."""
        assert shop.run("prepare", ASKED, *PACKED, "--screen-words", "nowhere.toml").code == 2


class TestTheDossier:
    """`dossier` puts together what is on record of a refusal."""

    @pytest.fixture
    def refused(self, shop: Shop) -> Shop:
        """A shop that has refused."""
        args = ("refuse", ASKED, "--reason", "other", "--text", FINE, "--yes", "--actor", "李")
        assert shop.run(*args).code == 0
        return shop

    def test_as_json(self, refused: Shop) -> None:
        """With who, what, and the digest."""
        document = refused.json("dossier", ASKED)

        assert document["refusal"]["reason"]["text"] == FINE
        assert document["judged"]["actor"] == "李"
        assert len(document["digest"]) == 64

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_as_a_page(self, refused: Shop, lang: str) -> None:
        """The page has the text, the digest, and nobody else may read it."""
        file = refused.folder / "dossier.html"

        ended = refused.run("dossier", ASKED, "--output", str(file), "--lang", lang)

        page = file.read_text("utf-8")
        assert ended.code == 0
        assert FINE in page
        assert refused.json("dossier", ASKED)["digest"] in page
        assert file.stat().st_mode & 0o777 == 0o600

    def test_as_a_file_of_json(self, refused: Shop) -> None:
        """A name that ends in .json."""
        file = refused.folder / "dossier.json"

        document = refused.json("dossier", ASKED, "--output", str(file))

        assert json.loads(file.read_text("utf-8"))["digest"] == document["digest"]
        assert Path(document["path"]) == file

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_without_a_refusal(self, shop: Shop, lang: str) -> None:
        """It is said that there is nothing to put together, in the reader's language."""
        ended = shop.run("dossier", ASKED, "--lang", lang)

        assert ended.code == 2
        assert ASKED in ended.err
