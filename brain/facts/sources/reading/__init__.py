"""From a file of whatever form to rows of text: unpacked, decoded, laid out, read."""
