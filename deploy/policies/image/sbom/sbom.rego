# METADATA
# title: SBOM present and fresh
# description: What is inside each image is known, and was looked at within the last `settings.sbom.maxAgeDays` days.
# custom:
#   controls: [SLSA-1.1/verifying-artifacts, NIST-800-218/PS.3.2, NIST-800-218/PW.4.1, CIS-Docker-1.6/4.4]
package attestry.sbom

required_evidence contains "sbom"

default max_age_days := 30

max_age_days := data.settings.sbom.maxAgeDays

max_age_ns := (((max_age_days * 24) * 60) * 60) * 1000000000

catalogued contains catalog.image if some catalog in input.sbom.images

fresh contains catalog.image if {
	some catalog in input.sbom.images
	time.parse_rfc3339_ns(input.now) - time.parse_rfc3339_ns(catalog.recordedAt) <= max_age_ns
}

# METADATA
# custom:
#   id: policy.sbom-missing
deny contains {"id": "policy.sbom-missing", "msg": msg, "evidence": [image.digest]} if {
	some image in input.images
	not image.digest in catalogued
	msg := sprintf("There is no SBOM of %s.", [image.digest])
}

# METADATA
# custom:
#   id: policy.sbom-stale
deny contains {"id": "policy.sbom-stale", "msg": msg, "evidence": [image.digest]} if {
	some image in input.images
	image.digest in catalogued
	not image.digest in fresh
	msg := sprintf("The SBOM of %s is older than %v days.", [image.digest, max_age_days])
}

# METADATA
# custom:
#   id: policy.sbom-empty
warn contains {"id": "policy.sbom-empty", "msg": msg, "evidence": [image]} if {
	some image in catalogued
	not image in {package_.image | some package_ in input.sbom.packages}
	msg := sprintf("The SBOM of %s lists no package.", [image])
}
