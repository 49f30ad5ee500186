"""Fetch reports from BIPS, find report files in the raw folder, and log both in the ledger."""
