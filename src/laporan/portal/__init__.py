"""The portal `outputs/index.html`: all reports that were built, by office and year, in one offline page."""
