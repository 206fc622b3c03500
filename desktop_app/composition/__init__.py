"""The composition root: the only place that knows which adapter fulfils which need.

Adapters are imported inside the functions, because each is slow and no command needs all of them.
"""
