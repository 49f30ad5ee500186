"""What starts a refresh when nobody is there, and what tells somebody when one fails."""
