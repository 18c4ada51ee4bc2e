"""Faults at random, many at a time, and a judge of whether anything that was typed is lost by them."""
