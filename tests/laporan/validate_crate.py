"""Holds an unpacked archive to RO-Crate 1.1 and Process Run Crate, without a network. Prints each finding as JSON.

The contexts are those of the two specifications, cut to the terms that we use: a term that is not among them is lost
to the validator, which then misses it.
"""

from __future__ import annotations

import json
import sys

import requests
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

SCHEMA, RUN = "http://schema.org/", "https://w3id.org/ro/terms/workflow-run#"
TERMS = (
    "about", "actionStatus", "agent", "author", "contentSize", "correction", "creativeWorkStatus", "datePublished",
    "description", "encodingFormat", "hasPart", "inLanguage", "isBasedOn", "instrument", "license", "mentions", "name",
    "object", "parentOrganization", "publisher", "result", "softwareVersion", "version", "CreateAction", "CreativeWork",
    "Dataset", "Organization", "SoftwareApplication",
)  # fmt: skip
CONTEXTS = {
    "https://w3id.org/ro/crate/1.1/context": {
        **{term: SCHEMA + term for term in TERMS},
        "File": f"{SCHEMA}MediaObject",
        "conformsTo": "http://purl.org/dc/terms/conformsTo",
    },
    "https://w3id.org/ro/terms/workflow-run/context": {"sha256": f"{RUN}sha256"},
}
PROFILES = ("ro-crate-1.1", "process-run-crate-0.5")


def local_context(_requester: HttpRequester, address: str, **_options: object) -> requests.Response:
    """What the address would answer; there is no other that the validator may ask."""
    answer = requests.Response()
    answer.status_code, answer.url = 200, address
    answer.headers["Content-Type"] = "application/ld+json"
    answer._content = json.dumps({"@context": CONTEXTS[address]}).encode()
    return answer


def findings(folder: str, profile: str) -> list[dict[str, str]]:
    settings = models.ValidationSettings(
        rocrate_uri=folder,
        profile_identifier=profile,
        requirement_severity=models.Severity.RECOMMENDED,
        enable_profile_inheritance=profile == PROFILES[0],
        offline=True,
    )
    found = services.validate(settings).get_issues()
    return [{"message": str(one.message), "of": str(one.violatingEntity), "how": one.severity.name} for one in found]


if __name__ == "__main__":
    HttpRequester.get = local_context
    print(json.dumps([one for profile in PROFILES for one in findings(sys.argv[1], profile)]))
