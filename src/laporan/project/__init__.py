"""What a project says of itself: its parameters, its subjects, which reports it has and what each consists of."""
