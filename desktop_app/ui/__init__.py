"""Windows, widgets and printing: draws evaluations and sends edits, decides nothing clinical."""

from desktop_app.ui.lasting_singletons import keep_singletons_alive

# Here, because no part of Qt may be used without it.
keep_singletons_alive()
