"""The review page: an editor decides in the browser; decisions are saved, logged and can be undone."""
