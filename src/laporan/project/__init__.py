"""What a project says of itself: its parameters, its subjects, and which chapters each of its reports has."""
