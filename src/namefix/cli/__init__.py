"""The command line, the only part that prints and reads standard input and the environment."""
