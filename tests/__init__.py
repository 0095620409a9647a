"""What namefix promises, as tests; a package so that tests may share `builders.py` and `strategies.py`."""
