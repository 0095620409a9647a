"""The command `python -m namefix`, for systems on which `namefix` is not on the path."""

from namefix.cli.command_line import main

if __name__ == "__main__":
    main()
