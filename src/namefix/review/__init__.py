"""The review page: an editor decides in the browser, and what was decided is saved, logged and can be undone."""
