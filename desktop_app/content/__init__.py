"""Clinical content: reads it from YAML, checks it as a whole, and packs it into one file."""
