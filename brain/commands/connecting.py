"""`connect`, `pull`, `connections` and `disconnect`: shop systems that are asked for their orders."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from brain.bootstrap import Brain
from brain.commands.common import DEFAULT_SHOP, Call, command, readable
from brain.commands.tables import table
from brain.desk import Desk
from brain.facts.warehouse.shops import Shop, make_shop
from brain.kernel.clock import shop_day
from brain.kernel.errors import OwnerError
from brain.kernel.formats import format_full_day, format_instant
from brain.kernel.i18n import N_, Text, t
from brain.live.connecting import Connections, ConnectionView, maker_of
from brain.live.pulling import PullReport

TOPICS = {
    "customers/data_request": N_("wants to know what is kept"),
    "customers/redact": N_("wants to be forgotten"),
    "shop/redact": N_("the shop wants everything deleted"),
}
"""What customers ask for through Shopify, by its name there."""
SourceArgument = Annotated[str, typer.Argument(metavar="SOURCE", help="shopify or woocommerce.")]


@command
def connect(
    call: Call,
    source: SourceArgument,
    address: Annotated[
        str, typer.Option("--address", help="The shop's own address (deer.myshopify.com).")
    ] = "",
) -> None:
    """Connect a shop system. Its secrets come from the environment, or are asked for; never from the command line."""
    if not address:
        raise typer.BadParameter("give the shop's address", param_hint="--address")
    secrets = read_secrets(source, maker_of(source).wanted)
    with call.brain() as brain:
        desk, secrets = _desk_to_connect(call, brain, source, address, secrets)
        seen = desk.live.connect(source, address, secrets)
        hook = f"{brain.settings.public_url.rstrip('/')}/webhooks/{source}?shop={desk.shop.id}"
        payload = {**readable(seen, call.lang), "shop": desk.shop.id, "webhook": hook}
        said = t(
            call.lang,
            N_("{address} is connected. Its webhooks go to {hook}"),
            address=seen.address,
            hook=hook,
        )
        call.say(payload, said)


def read_secrets(source: str, wanted: tuple[str, ...]) -> dict[str, str]:
    """The secrets by name: from the environment (SHOPIFY_CLIENT_ID ...), else typed in unseen, else NAME=value lines on
    stdin. Raises OwnerError when there are none."""
    names = {f"{source}_{name}".upper(): name for name in wanted}
    found = {name: os.environ.get(variable, "") for variable, name in names.items()}
    if not any(found.values()):
        found = _typed(names) if sys.stdin.isatty() else _piped(names)
    kept = {name: value for name, value in found.items() if value}
    if not kept:
        raise OwnerError(
            "shop_system_secrets",
            Text(msg="No access was given."),
            Text(
                msg="Set one of these in the environment: {variables}.", args={"variables": ", ".join(names)}
            ),
        )
    return kept


def _typed(names: dict[str, str]) -> dict[str, str]:
    return {
        name: str(typer.prompt(variable, default="", hide_input=True, show_default=False, err=True)).strip()
        for variable, name in names.items()
    }


def _piped(names: dict[str, str]) -> dict[str, str]:
    lines = (line.partition("=") for line in sys.stdin.read().splitlines())
    return {
        names[variable.strip()]: value.strip() for variable, _, value in lines if variable.strip() in names
    }


def _desk_to_connect(
    call: Call, brain: Brain, source: str, address: str, secrets: dict[str, str]
) -> tuple[Desk, dict[str, str]]:
    """The shop's desk; a shop that does not exist yet is made as its system describes it. Secrets as they then are."""
    shops = {shop.id for shop in brain.shops()}
    wanted = call.shop or (next(iter(shops)) if len(shops) == 1 else "" if shops else DEFAULT_SHOP)
    if not wanted or wanted in shops:
        return call.desk_of(brain), secrets
    parts = brain.parts
    connections = Connections(parts.ledger, parts.settings, parts.clock)
    _, held, system = connections.look(source, address, secrets)
    if system is None:
        raise OwnerError(
            "no_shop_yet",
            Text(msg="There is no shop here yet."),
            Text(
                msg="Import an order export first; {source} does not say what it sells in.",
                args={"source": source},
            ),
        )
    shop = Shop(
        id=wanted, name=system.name, zone=system.zone, currency=system.currency, language=system.language
    )
    make_shop(parts.warehouse, shop, parts.clock.now())
    said = N_("New shop {shop}: time zone {zone}, currency {currency} (as {address} says).")
    words = t(call.lang, said, shop=shop.id, zone=shop.zone, currency=shop.currency, address=system.address)
    sys.stderr.write(words + "\n")
    call.shop = wanted
    return call.desk_of(brain), dict(held)


@command
def pull(
    call: Call,
    source: Annotated[
        str, typer.Argument(metavar="[SOURCE]", help="Only this system; all when left out.")
    ] = "",
) -> None:
    """Load what changed in the connected shop systems since the last time."""
    with call.desk() as desk:
        reports = desk.pull_connections(source or None)
        words = [_pulled(report, call.lang) for report in reports]
        nothing = t(call.lang, N_("No shop system is connected that could be asked."))
        call.say([readable(report, call.lang) for report in reports], "\n".join(words) or nothing)
        for report in reports:
            if report.error is not None:
                raise OwnerError(report.error_code, report.error, report.hint)


def _pulled(report: PullReport, lang: str) -> str:
    return t(
        lang,
        N_(
            "{source}: {orders} orders looked at, {loaded} rows loaded, {duplicates} already known, {left} left out."
        ),
        source=report.source,
        orders=report.orders,
        loaded=report.loaded,
        duplicates=report.duplicates,
        left=report.left_out,
    )


@command
def connections(call: Call) -> None:
    """List the connected shop systems, and what customers asked for through them."""
    with call.desk() as desk:
        seen = desk.live.connections()
        asked = desk.live.privacy_requests()
        payload = {
            "connections": [readable(one, call.lang) for one in seen],
            "privacy_requests": [
                {
                    "topic": one.topic,
                    "source": one.source,
                    "customers": list(one.customers),
                    "at": one.at.isoformat(),
                }
                for one in asked
            ],
        }
        zone = desk.shop.zone
        lines = [_listed(seen, zone, call.lang)]
        lines += [
            t(
                call.lang,
                N_("A customer's request waits: {topic}, {day}, customer {key}"),
                topic=t(call.lang, TOPICS[one.topic]) if one.topic in TOPICS else one.topic,
                day=format_full_day(shop_day(one.at, zone), call.lang),
                key=one.customers[0] if one.customers else "-",
            )
            for one in asked
        ]
        call.say(payload, "\n".join(lines))


def _listed(seen: Sequence[ConnectionView], zone: str, lang: str) -> str:
    """The connections as a table, below it what fails."""
    if not seen:
        return t(lang, N_("No shop system is connected."))
    header = [t(lang, name) for name in (N_("System"), N_("Address"), N_("State"), N_("Orders loaded up to"))]
    rows = [
        [
            one.source,
            one.address,
            t(lang, N_("connected")) if one.state == "connected" else t(lang, N_("failing")),
            format_instant(one.read_until, zone, lang, year=True) if one.read_until else "-",
        ]
        for one in seen
    ]
    failing = [f"{one.source}{t(lang, ': ')}{one.error.render(lang)}" for one in seen if one.error]
    return "\n".join([table(header, rows), *failing])


@command
def disconnect(call: Call, source: SourceArgument) -> None:
    """Forget a connection and its secrets. What was loaded stays."""
    with call.desk() as desk:
        desk.live.disconnect(source)
        said = t(call.lang, N_("{source} is no longer connected."), source=source)
        call.say({"source": source, "connected": False}, said)
