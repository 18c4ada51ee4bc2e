"""Figures from files: read safely, mapped once, previewed, written as a whole, and taken back as a whole."""
