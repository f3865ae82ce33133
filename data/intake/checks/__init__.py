"""The checks of a return: one module each, named after its finding's code.

The docstring is the published rule. `STAGE` says when it runs, `SEVERITY` how grave its findings are, and
`check(sheet, context)` gives them.
"""
