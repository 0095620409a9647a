"""Serve: requests over HTTP in, repaired texts out; every one is answered, or refused with a reason.

`application.py` puts the routes together, `admission.py` says what gets to them, `workers.py` does the work in processes of its
own. Nothing here prints.
"""
