# METADATA
# title: Deny-listed components
# description: >-
#   Components that must be in no image. `settings.components.denied` adds to the list: each entry has a package `type` and
#   `name`, a `reason`, and `versions` or a range from `introduced` (inclusive) to `fixed` (exclusive) of semantic
#   versions; with neither every version is denied.
# custom:
#   controls: [NIST-800-218/PW.4.4, NIST-800-218/RV.2.2, CIS-Docker-1.6/4.3]
package attestry.components

required_evidence contains "sbom"

listed := [
	{
		"type": "maven", "name": "org.apache.logging.log4j:log4j-core", "introduced": "2.0.0", "fixed": "2.17.1",
		"reason": "Log4Shell and its successors (CVE-2021-44228, CVE-2021-45046, CVE-2021-45105, CVE-2021-44832)",
	},
	{"type": "npm", "name": "event-stream", "versions": ["3.3.6"], "reason": "it stole from wallets"},
	{"type": "npm", "name": "flatmap-stream", "reason": "it stole from wallets"},
	{"type": "npm", "name": "ua-parser-js", "versions": ["0.7.29", "0.8.0", "1.0.0"], "reason": "it was hijacked to mine and steal (GHSA-pjwm-rvh2-c87w)"},
	{"type": "pypi", "name": "ctx", "reason": "it was hijacked to steal credentials"},
	{"type": "deb", "name": "xz-utils", "versions": ["5.6.0-0.2", "5.6.1-1"], "reason": "backdoor (CVE-2024-3094)"},
	{"type": "deb", "name": "liblzma5", "versions": ["5.6.0-0.2", "5.6.1-1"], "reason": "backdoor (CVE-2024-3094)"},
	{"type": "apk", "name": "xz", "versions": ["5.6.0-r0", "5.6.0-r1", "5.6.1-r0", "5.6.1-r1"], "reason": "backdoor (CVE-2024-3094)"},
]

default added := []

added := data.settings.components.denied

# Looked up by package, so that a long list costs no more than a short one.
denied_by[[entry.type, entry.name]] contains entry if some entry in array.concat(listed, added)

# METADATA
# custom:
#   id: policy.package-denied
deny contains {"id": "policy.package-denied", "msg": msg, "evidence": [found.purl]} if {
	some found in input.sbom.packages
	some entry in denied_by[[found.type, found.name]]
	covers(entry, found.version)
	msg := sprintf("%s is denied: %s.", [found.purl, entry.reason])
}

# METADATA
# description: What was not read to its end may hold anything.
# custom:
#   id: policy.sbom-missing
deny contains {"id": "policy.sbom-missing", "msg": msg, "evidence": [image.digest]} if {
	some image in input.images
	not image.digest in {catalog.image | some catalog in input.sbom.images}
	msg := sprintf("There is no SBOM of %s.", [image.digest])
}

covers(entry, version) if version in entry.versions

covers(entry, version) if {
	entry.introduced
	within(entry, semantic(version))
}

covers(entry, _) if {
	not entry.versions
	not entry.introduced
}

# What cannot be ordered is denied: it may be within.
covers(entry, version) if {
	entry.introduced
	not semantic(version)
}

within(entry, version) if {
	semver.compare(version, entry.introduced) >= 0
	not is_fixed(entry, version)
}

is_fixed(entry, version) if semver.compare(version, entry.fixed) >= 0

semantic(version) := version if semver.is_valid(version)

# Maven and others leave the patch version away: 2.14 is 2.14.0.
semantic(version) := padded if {
	not semver.is_valid(version)
	padded := sprintf("%s.0", [version])
	semver.is_valid(padded)
}
