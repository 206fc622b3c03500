"""What the user does: use cases over pure values, and the ports they need from outside."""
