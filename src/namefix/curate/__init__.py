"""Maintenance of tables: importing, checking, merging, comparing, compiling and measuring them.

Tables may have millions of rows. Each is read once, row by row; rows that must be compared are kept on disk.
"""
