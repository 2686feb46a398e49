from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from brain.kernel.evidence import Claim
from brain.kernel.i18n import Text, verbatim
from cards.pieces import pieces, plain

SALES = Claim(value=Decimal("8420"), unit="money", currency="CNY", receipt="r1")


def test_a_sentence_keeps_its_claims_whole():
    """A figure inside a nested sentence comes out as a claim between plain words."""
    inner = Text(msg="sold {sales}", args={"sales": SALES})
    found = pieces(Text(msg="Yesterday {inner}, {count} times.", args={"inner": inner, "count": 1200}), "en")
    assert found == ["Yesterday sold ", SALES, ", 1,200 times."]


def test_pieces_say_what_the_sentence_says():
    """Joined again, the pieces read exactly as the rendered sentence."""
    from brain.kernel.formats import format_claim

    text = Text(msg="{a} and {b}", args={"a": SALES, "b": verbatim("{braces} stay")})
    joined = "".join(format_claim(p, "en") if isinstance(p, Claim) else p for p in pieces(text, "en"))
    assert joined == text.render("en")


def test_plain_words_stay_plain():
    """Dollars, stars, colons and list signs are shown, not read as formulas, emphasis, icons or lists."""
    assert plain("*A_B* $5") == r"\*A\_B\* \$5"
    assert plain(":red[x]") == r"\:red\[x\]"
    assert plain("- first\n1. second") == "\\- first\n1\\. second"
    assert plain("10:00 到 11:30") == "10:00 到 11:30"


@given(st.text(max_size=60))
def test_plain_only_adds_backslashes(words):
    """Escaping never drops or changes a character of a name."""
    escaped = plain(words)
    kept = iter(escaped)
    assert all(character in kept for character in words)
    assert len(escaped) - len(words) == escaped.count("\\") - words.count("\\")
