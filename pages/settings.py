"""Who this shop is and how the house is set up. What comes from the environment is shown with the name that sets it."""

from __future__ import annotations

import streamlit as st

from brain.kernel.errors import OwnerError
from brain.kernel.i18n import Lang, Text
from cards import notices
from cards.pieces import plain
from pages import session
from pages.house import brain_here
from pages.own_figures import draw_own_figures
from pages.session import Sitting

GUIDES = "docs/guide"


def main() -> None:
    """Shop, own words and figures, channels, model, webhook, folder, limits."""
    sitting = session.sit_down()
    reader = sitting.reader
    st.markdown(f"## {reader.say('Settings')}", anchors=False)
    _draw_shop(sitting)
    _draw_words(sitting)
    draw_own_figures(sitting)
    _draw_channels(sitting)
    _draw_model(sitting)
    _draw_webhook(sitting)
    _draw_house(sitting)
    notices.say_done(reader)


def _section(title: str, lines: list[tuple[str, str]], hint: str) -> None:
    """A titled list of facts, then one sentence on how to change them."""
    with st.container(border=True, gap="small"):
        st.markdown(f"#### {plain(title)}", anchors=False)
        for name, value in lines:
            st.markdown(f":gray[{plain(name)}]&ensp;{plain(value)}")
        if hint:
            st.caption(plain(hint))


def _draw_shop(sitting: Sitting) -> None:
    say, shop = sitting.reader.say, sitting.desk.shop
    words: dict[Lang, str] = {"zh": "中文", "en": "English"}
    _section(
        say("Shop"),
        [
            (say("Name"), shop.name),
            (say("Time zone"), shop.zone),
            (say("Currency"), shop.currency),
            (say("Language of texts to customers"), words["zh" if shop.language == "zh" else "en"]),
            (say("Your language here"), words[sitting.lang]),
        ],
        say(
            "Your language follows the browser; the switch at the top changes it. SECOND_FLOOR_LANGUAGE sets it for everybody."
        ),
    )


def _draw_words(sitting: Sitting) -> None:
    """The words that the owner taught, each with the way to take it back."""
    say = sitting.reader.say
    with st.container(border=True, gap="small", key="own-words"):
        st.markdown(f"#### {say('Words of your own')}", anchors=False)
        for place, own in enumerate(sitting.desk.wishes.own_words()):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                meant = say("“{word}” stands for “{meaning}”", word=own.word, meaning=own.meaning)
                st.markdown(plain(meant), width="content")
                st.button(
                    say("Forget this word"),
                    type="tertiary",
                    key=f"retire-word-{place}",
                    on_click=_retire,
                    args=(sitting, own.word),
                )
        notices.say_refused("own-words", sitting.reader)
        st.caption(say("Teach one in the conversation: “bestseller means products with units over 100”."))


def _retire(sitting: Sitting, word: str) -> None:
    try:
        sitting.desk.wishes.retire_word(word)
    except OwnerError as error:
        notices.leave_refused("own-words", error)
        return
    notices.leave_done(Text(msg="Forgotten: {word}.", args={"word": word}))


def _draw_channels(sitting: Sitting) -> None:
    say = sitting.reader.say
    names = [say("outbox (kept here)") if name == "outbox" else name for name in sitting.desk.channels()]
    _section(
        say("Channels"),
        [(say("Posts can go to"), ", ".join(names))],
        say(
            "To add WeCom, Feishu, DingTalk, Telegram or mail, set SECOND_FLOOR_CHANNELS and start again: {guide}",
            guide=f"{GUIDES}/connect-a-channel.md",
        ),
    )


def _draw_model(sitting: Sitting) -> None:
    say, settings = sitting.reader.say, brain_here().settings
    connected = bool(settings.openai_base_url and settings.model_general)
    status = (
        say("{model} at {address}", model=settings.model_general, address=settings.openai_base_url)
        if connected
        else say("none: texts are written by the embedded brain, nothing leaves this machine")
    )
    _section(
        say("Language model"),
        [(say("Connected"), status)],
        say(
            "A model makes texts more fluent, never figures different. Set OPENAI_BASE_URL, OPENAI_API_KEY and SECOND_FLOOR_MODEL_GENERAL: {guide}",
            guide=f"{GUIDES}/connect-a-model.md",
        ),
    )


def _draw_webhook(sitting: Sitting) -> None:
    say, brain = sitting.reader.say, brain_here()
    address = f"{brain.settings.public_url.rstrip('/')}/webhooks/orders"
    _section(
        say("Orders by webhook"),
        [(say("Address"), address), (say("Shop"), sitting.desk.shop.id)],
        say("Each message is signed with the secret below: {guide}", guide=f"{GUIDES}/webhooks.md"),
    )
    opened = st.popover(say("Show the secret"), type="tertiary", key="webhook-secret", on_change="rerun")
    if opened.open:
        with opened:
            st.code(brain.parts.webhook_secret, language=None)


def _draw_house(sitting: Sitting) -> None:
    say, settings = sitting.reader.say, brain_here().settings
    quiet = f"{settings.quiet_from:02d}:00 – {settings.quiet_until:02d}:00"
    _section(
        say("This house"),
        [
            (say("Home folder"), str(settings.home)),
            (say("Address for customers' links"), settings.public_url),
            (say("Nothing is sent between"), quiet),
            (say("Days until a battle report is final"), str(settings.review_days)),
            (say("Left out of each post as control"), f"{settings.holdout_share:.0%}"),
        ],
        say(
            "These come from environment variables or settings.toml in the home folder: {guide}",
            guide=f"{GUIDES}/settings.md",
        ),
    )


main()
