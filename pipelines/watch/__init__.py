"""Unattended operation: the schedule and sensor that start refreshes, and alerts by webhook."""
