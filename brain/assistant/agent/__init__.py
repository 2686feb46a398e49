"""The owner's chat with a language model: tools in, grounded words out; the embedded brain wherever that fails."""
