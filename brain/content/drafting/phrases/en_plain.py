"""English: goods that the owner wants shown. The openings say nothing of how many look or buy: nobody has counted that here."""

from __future__ import annotations

from dataclasses import replace

from brain.content.drafting.phrases import en_rising
from brain.content.drafting.phrases.base import Scripts

SCRIPTS: Scripts = {
    "professional": replace(
        en_rising.SCRIPTS["professional"],
        openings=(
            "A quick pointer for anyone choosing {category}.",
            "If you are looking for {category}, this may save you some time.",
            "A short overview of what we stock: {category}.",
            "Thinking about {category}? Here is what we carry.",
            "For your next look at {category}, some details.",
            "Some notes on {category}, should you need them.",
        ),
        headlines=(
            "{category}: \u200ba closer look",
            "Choosing \u200b{category}? \u200bStart here",
            "What we carry: \u200b{category}",
        ),
    ),
    "friend": replace(
        en_rising.SCRIPTS["friend"],
        openings=(
            "Hi there, fancy a look at {category}?",
            "I thought of you while putting {category} on the shelf.",
            "A little hello from {shop}, with something to show you.",
            "Running low on {category}? Let me help.",
            "I was tidying up {category} and saved you a note.",
            "Got a minute? I would love to show you {category}.",
        ),
        headlines=(
            "Fancy a look \u200bat {category}?",
            "{category}, \u200bset out \u200bfor you",
            "A hello \u200bwith {category}",
        ),
    ),
    "humorous": replace(
        en_rising.SCRIPTS["humorous"],
        openings=(
            "{category} asked me to pass on a message: the shelf is nice, your place sounds nicer.",
            "Our shelves held a meeting, and {category} took the floor.",
            "This is your captain speaking: {category} now boarding.",
            "{category} practised a pose for you.",
            "Tonight on stage: {category}. Applause may be paid later.",
            "{category} has rehearsed its introduction, all it needs is you.",
        ),
        headlines=(
            "{category}, \u200bstrike a pose",
            "Now boarding: \u200b{category}",
            "A message \u200bfrom {category}",
        ),
    ),
}
