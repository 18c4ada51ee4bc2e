"""What board members ask before a meeting, and what they are answered. What is sealed is asked about next time."""
