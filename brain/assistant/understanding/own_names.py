"""Unknown stretches of a question looked up among the shop's names, before anything else is made of the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from brain.assistant.understanding.lexicon import nearest_word
from brain.assistant.understanding.nearness import Near, NearNames
from brain.assistant.understanding.slots import Assumed
from brain.assistant.understanding.tokens import Kind, NameHit, Token, is_chinese

# Words that a name may have in it: 机米份 of 有机米份 is unknown, 有 is a word of the language.
MAY_BELONG = frozenset(
    {
        Kind.FILLER, Kind.CONJ, Kind.CLASSIFIER, Kind.NUM, Kind.AMOUNT, Kind.UNIT, Kind.BY, Kind.REL, Kind.FOLLOW,
        Kind.CMP, Kind.UNKNOWN, Kind.SUPER, Kind.TOP, Kind.DEGREE, Kind.NOT, Kind.DAYWORD, Kind.NAME, Kind.DIM, Kind.METRIC,
    }
)  # fmt: skip
OF_A_WORD = frozenset({Kind.UNKNOWN, Kind.NAME, Kind.NUM, Kind.AMOUNT, Kind.CLASSIFIER, Kind.UNIT})
WIDER = 2  # tokens on either side
CLEARLY_BETTER = 3.0
WHOLLY = 100.0  # the word stands in the name as it is


def with_near_names(
    text: str, tokens: Sequence[Token], names: NearNames | None
) -> tuple[list[Token], list[Assumed]]:
    """The tokens with every unknown stretch that is near a name as a NAME token, and what was assumed of each.

    A stretch that may be several names becomes a NAME token with all of them as its hits: it is asked which.
    """
    if not any(token.kind in (Kind.UNKNOWN, Kind.CONTAINS) for token in tokens):
        return list(tokens), []
    done: list[Token] = []
    assumed: list[Assumed] = []
    tokens = [_slip_mended(token, names, assumed) for token in tokens]
    if names is None:
        return tokens, assumed
    at = 0
    while at < len(tokens):
        found = _containing(text, tokens, at, names) or _near(text, tokens, at, done, names)
        if found is None:
            done.append(tokens[at])
            at += 1
            continue
        end, taken_back, token, reading = found
        del done[len(done) - taken_back :]
        done.append(token)
        assumed.append(reading)
        at = end
    return done, assumed


def _slip_mended(token: Token, names: NearNames | None, assumed: list[Assumed]) -> Token:
    """A word of the language with one letter wrong as that word, unless a name has it as it stands."""
    mends = token.kind == Kind.UNKNOWN and (names is None or not names.has(token.text))
    found = nearest_word(token.text) if mends else None
    if found is None:
        return token
    word, (kind, value) = found
    assumed.append(Assumed(token.text, (NameHit("", (word,)),), sure=True))
    return Token(kind, value, token.start, token.end, word)


def _containing(
    text: str, tokens: Sequence[Token], at: int, names: NearNames
) -> tuple[int, int, Token, Assumed] | None:
    """名称含米粉的, containing rice: every name that has the word in it."""
    if tokens[at].kind != Kind.CONTAINS or at + 1 >= len(tokens):
        return None
    end = at + 2
    while end < len(tokens) and tokens[end].start == tokens[end - 1].end and tokens[end].kind in OF_A_WORD:
        end += 1
    if tokens[at + 1].kind == Kind.UNKNOWN:
        end = max(end, _run_end(text, tokens, at + 1))
    word = text[tokens[at + 1].start : tokens[end - 1].end].strip()
    whole = names.containing(word)
    if whole is None:
        return None
    token = Token(Kind.NAME, (whole,), tokens[at].start, tokens[end - 1].end, word)
    return end, 0, token, Assumed(word, (whole,), sure=True, all_of=True)


def _near(
    text: str, tokens: Sequence[Token], at: int, done: Sequence[Token], names: NearNames
) -> tuple[int, int, Token, Assumed] | None:
    if tokens[at].kind != Kind.UNKNOWN:
        return None
    end = _run_end(text, tokens, at)
    best: tuple[Near, int, int] | None = None
    for back, ahead in _windows(text, tokens, at, end, done, names):
        start = done[len(done) - back].start if back else tokens[at].start
        near = names.near(text[start : tokens[end + ahead - 1].end].strip())
        stretched = [*done[len(done) - back :], *tokens[end : end + ahead]] if back or ahead else []
        if (
            near is not None
            and not near.sure
            and near.score < WHOLLY
            and any(t.kind == Kind.DEGREE for t in stretched)
        ):
            continue  # 个小礼物: how large a thing is belongs to a name only where it surely is one
        if near is not None and (best is None or _better(near, best[0])):
            best = (near, back, ahead)
    if best is None:
        return None
    near, back, ahead = _grown(text, tokens, (at, end), done, names, best)
    start = done[len(done) - back].start if back else tokens[at].start
    stop = tokens[end + ahead - 1].end
    word = text[start:stop].strip()
    token = Token(Kind.NAME, near.hits, start, stop, word)
    together = near.sure and near.whole is not None
    return end + ahead, back, token, Assumed(word, near.hits, near.sure, all_of=together, whole=near.whole)


def _grown(
    text: str,
    tokens: Sequence[Token],
    stretch: tuple[int, int],
    done: Sequence[Token],
    names: NearNames,
    found: tuple[Near, int, int],
) -> tuple[Near, int, int]:
    """A part of a Chinese name with all beside it that stands in the name too: 云柔拉拉裤, whatever 拉 means elsewhere."""
    near, back, ahead = found
    at, end = stretch
    grows = near.score >= WHOLLY and is_chinese(tokens[at].text)
    while grows:
        grows = False
        for before, behind in ((back, ahead + 1), (back + 1, ahead)):
            if before > len(done) or end + behind > len(tokens):
                continue
            added = tokens[end + behind - 1] if behind > ahead else done[len(done) - before]
            start = done[len(done) - before].start if before else tokens[at].start
            word = text[start : tokens[end + behind - 1].end]
            wider = names.near(word) if _joins(added) and names.has(word) else None
            if wider is not None:
                near, back, ahead, grows = wider, before, behind, True
                break
    return near, back, ahead


def _better(wider: Near, narrower: Near) -> bool:
    """A wider stretch that is clearly more like a name, or just as much a part of as few names: 小黄鸭, not 黄鸭."""
    as_good = (
        wider.score >= narrower.score and len(wider.hits) <= len(narrower.hits) and wider.score == WHOLLY
    )
    return wider.score > narrower.score + CLEARLY_BETTER or as_good


def _run_end(text: str, tokens: Sequence[Token], at: int) -> int:
    """After the last of the unknown tokens that stand side by side: "hanging heart" is one name."""
    end = at + 1
    while (
        end < len(tokens)
        and tokens[end].kind == Kind.UNKNOWN
        and not text[tokens[end - 1].end : tokens[end].start].strip()
    ):
        end += 1
    return end


def _words_ahead(text: str, tokens: Sequence[Token], at: int, end: int, names: NearNames) -> int:
    """How many of the words behind belong to a Latin name: regency 3 tier cakestand, as long as some name holds all of them."""
    ahead = 0
    while end + ahead < len(tokens) and _joins(tokens[end + ahead]) and not _of_time(tokens, end + ahead):
        if not names.has(text[tokens[at].start : tokens[end + ahead].end]):
            break
        ahead += 1
    while ahead and tokens[end + ahead - 1].kind not in (Kind.NUM, Kind.UNKNOWN, Kind.NAME):
        ahead -= 1
    return ahead


def _windows(
    text: str, tokens: Sequence[Token], at: int, end: int, done: Sequence[Token], names: NearNames
) -> Iterator[tuple[int, int]]:
    """How many tokens before and behind may belong to the name, the narrowest first."""
    if tokens[at].text.isascii():
        yield 0, _words_ahead(text, tokens, at, end, names)  # a Latin name is made of whole words
        return
    back = 0
    while back < WIDER and back < len(done) and _joins(done[len(done) - back - 1]):
        back += 1
    ahead = 0
    while ahead < WIDER and end + ahead < len(tokens) and _joins(tokens[end + ahead]):
        if _of_time(tokens, end + ahead):
            break
        ahead += 1
    for size in range(back + ahead + 1):
        for before in range(min(size, back) + 1):
            if size - before <= ahead:
                yield before, size - before


def _of_time(tokens: Sequence[Token], at: int) -> bool:
    """拉拉裤10月: the number belongs to the month behind it, not to the name."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].kind == Kind.NUM and behind is not None and behind.kind == Kind.UNIT


def _joins(token: Token) -> bool:
    short = token.kind == Kind.UNKNOWN or len(token.text) <= (2 if is_chinese(token.text) else 6)
    return token.kind in MAY_BELONG and short and token.text not in "?!.,:;"


def several(hits: Sequence[NameHit]) -> bool:
    """Whether the hits are more than one thing."""
    return len({(hit.dimension, hit.values) for hit in hits}) > 1
