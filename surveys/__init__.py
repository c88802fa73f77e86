"""The survey: what is asked, who is asked, what was said, and what is published. No web framework."""
