"""Snippets and facts become blocks whose every word and figure knows its source."""
