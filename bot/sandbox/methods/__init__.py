"""The Bot API's methods, a family a file: `(state, arguments) -> result`."""
