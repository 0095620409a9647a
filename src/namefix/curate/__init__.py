"""Keeping tables in order: what is likely wrong with them, two tables made one, and what differs between two.

Tables may have millions of rows: each is read once, row by row, and what must be compared is kept on disk meanwhile.
"""
