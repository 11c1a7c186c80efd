"""The page of a report while somebody writes it: built again after each save, shown by a server of this machine."""
