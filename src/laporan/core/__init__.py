"""What everything else stands on: errors, numbers and dates in Indonesian, where the project's files are."""
