"""English: a customer who has stayed away longer than usual. Said to one person."""

from __future__ import annotations

from brain.content.drafting.phrases.base import Script, Scripts

SCRIPTS: Scripts = {
    "professional": Script(
        openings=(
            "It has been a while since your last visit, and we hope all is well.",
            "A brief hello from {shop}.",
            "Thank you for shopping with us before.",
            "It has been some time, so we wanted to check in.",
            "Hello again from the team at {shop}.",
            "We appreciate your past orders and would be glad to help again.",
        ),
        bodies=(
            "If you need anything, we can offer {items}.",
            "At present we carry {items}.",
            "We put together a short list: {items}.",
            "You are welcome to consider {items}.",
            "Should something be running low, there is {items}.",
        ),
        closings=(
            "If now is not the time, simply ignore this note. Details: {link}",
            "We are one reply away: {link}",
            "Have a look when convenient: {link}",
            "We look forward to serving you again: {link}",
        ),
        offers=("The current offer: {offer}.", "For your information: {offer}."),
        headlines=(
            "It has been \u200ba while",
            "Good to \u200bsee you again",
            "Welcome back \u200bto {shop}",
        ),
    ),
    "friend": Script(
        openings=(
            "Hey, long time no see! Hope life is treating you kindly.",
            "You crossed our minds today, so here is a wave from {shop}.",
            "We have missed you around here.",
            "How have you been? It feels like ages.",
            "Just dropping by to say hi.",
            "Hello, old friend, how are things?",
        ),
        bodies=(
            "I thought you might like {items}.",
            "Wanted to show you {items}.",
            "Maybe take a look at {items}?",
            "Here is what I had in mind for you: {items}.",
            "While you are here, meet {items}.",
        ),
        closings=(
            "Come by any time, the door is open: {link}",
            "Even a quick hello back would make our day: {link}",
            "Have a wander whenever you feel like it: {link}",
            "We would love to see you again: {link}",
        ),
        offers=("A small thank-you: {offer}.", "And just so you know, {offer}."),
        headlines=("Long time \u200bno see", "We have \u200bmissed you", "Hello, \u200bold friend"),
    ),
    "humorous": Script(
        openings=(
            "Missing: one customer, last seen leaving {shop} in a good mood.",
            "Our doorbell keeps asking about you.",
            "Is this thing on? It has been quiet without you.",
            "The shelves voted, and they would like you back.",
            "We tried to play it cool, and it did not work.",
            "The welcome mat is getting bored.",
        ),
        bodies=(
            "Speaking on our behalf: {items}.",
            "We sent in the charmers: {items}.",
            "The welcome committee: {items}.",
            "We were told to write this by {items}.",
            "On tour near you: {items}.",
        ),
        closings=(
            "Secret knock not required: {link}",
            "Follow the crumbs: {link}",
            "Come back before we start writing poetry: {link}",
            "Your move: {link}",
        ),
        offers=("Exhibit A: {offer}.", "Our opening bid: {offer}."),
        headlines=(
            "The shelves \u200bvoted: \u200bcome back",
            "Missing: \u200byou",
            "The doorbell \u200basked \u200babout you",
        ),
    ),
}
