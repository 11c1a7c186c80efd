"""Raw files to validated tables: `load` reads, parses, checks, and remembers where each row came from."""

from laporan.data.load import Resource, exists, find_resource, fingerprint, load, resources

__all__ = ["Resource", "exists", "find_resource", "fingerprint", "load", "resources"]
