"""English: a category that more customers are looking at. In headlines \\u200b marks where a line may well break."""

from __future__ import annotations

from brain.content.drafting.phrases.base import Script, Scripts

SCRIPTS: Scripts = {
    "professional": Script(
        greetings=("Hello to everyone in {group}.",),
        openings=(
            "More customers have been looking at {category} lately, so here is a short note.",
            "Interest in {category} has picked up at {shop}.",
            "If {category} has been on your list, this may help.",
            "We have seen more visits to {category} recently.",
            "A quick pointer for anyone choosing {category}.",
            "There has been more interest in {category} around the shop.",
        ),
        bodies=(
            "On our shelves: {items}.",
            "One place to start: {items}.",
            "For your consideration: {items}.",
            "You may like to read about {items}.",
            "Our suggestion today: {items}.",
        ),
        closings=(
            "Full details are on the page: {link}",
            "Take your time, and reply if you have questions: {link}",
            "You can read more before deciding here: {link}",
            "If you would like help choosing, just ask. The page: {link}",
        ),
        offers=("Current offer: {offer}.", "Please note: {offer}."),
        headlines=(
            "{category}: \u200ba closer look",
            "Choosing \u200b{category}? \u200bStart here",
            "More interest \u200bin {category}",
        ),
    ),
    "friend": Script(
        greetings=("Hi {group} friends!",),
        openings=(
            "More and more friends are peeking at {category}, so I thought of you.",
            "Hi there, fancy a look at {category}?",
            "Guess which corner of the shop is getting busier: {category}.",
            "Been meaning to pick up {category}? You are in good company.",
            "A little hello from {shop}, where people keep coming by for {category}.",
            "Our {category} corner has been lively lately.",
        ),
        bodies=(
            "I would start with {items}.",
            "Have a peek at {items}.",
            "Here is what I set out for you: {items}.",
            "See if this feels like you: {items}.",
            "Mine to show you today: {items}.",
        ),
        closings=(
            "No rush at all, come and browse: {link}",
            "Not sure? Write to me and we can choose together: {link}",
            "Pop in whenever you like: {link}",
            "If something catches your eye, it is here: {link}",
        ),
        offers=("A little treat as well: {offer}.", "Oh, and {offer}."),
        headlines=(
            "Fancy a look \u200bat {category}?",
            "The {category} \u200bcorner is lively",
            "{category}, \u200bset out \u200bfor you",
        ),
    ),
    "humorous": Script(
        greetings=("{group}, please take your seats.",),
        openings=(
            "Breaking news from {shop}: people keep staring at {category}.",
            "If {category} had a fan club, it would need a bigger room.",
            "Somebody tell {category} to stop showing off, the crowd keeps growing.",
            "Our shelves held a meeting, and {category} did most of the talking.",
            "Shop weather report: a warm front over {category}.",
            "We turned around for a moment and {category} got popular.",
        ),
        bodies=(
            "Starring {items}.",
            "Please put your hands together for {items}.",
            "Your honour, we present {items}.",
            "The usual suspects: {items}.",
            "Currently posing for the camera: {items}.",
        ),
        closings=(
            "Window shopping is a sport too: {link}",
            "No tickets, no dress code: {link}",
            "Your thumb knows what to do: {link}",
            "Side quests welcome: {link}",
        ),
        offers=("Plot twist: {offer}.", "The small print, now in large: {offer}."),
        headlines=(
            "{category}, \u200bstop \u200bshowing off",
            "Breaking news: \u200b{category}",
            "A warm front \u200bover {category}",
        ),
    ),
}
