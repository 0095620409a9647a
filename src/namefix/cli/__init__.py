"""Front doors: the only part that prints, and that reads standard input and the environment."""
