"""The HTTP service: answers every request, or refuses it with a reason.

`application.py` assembles the routes, `admission.py` limits the requests, and `workers.py` processes texts in worker
processes. Nothing here prints.
"""
