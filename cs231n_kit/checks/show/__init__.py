"""Findings for people: arranged as a report, shown as a card or as text."""
