"""Windows, widgets and printing: draws evaluations and sends edits, decides nothing clinical."""
