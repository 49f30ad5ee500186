"""Saved web pages: what a person sees of them, line by line. Nothing in them is run or fetched."""

from pipelines.read.page.reading import read_page

__all__ = ["read_page"]
