"""Publish a checked build: releases, regression guards, and the changes between releases."""
