# METADATA
# title: SBOM present and fresh
# description: >-
#   What is inside each image is known, and was looked at within the last `settings.sbom.maxAgeDays` days. An SBOM that comes
#   with it, attested by somebody who is trusted, and that does not list what was found warns; with
#   `settings.sbom.statedMustAgree` it denies.
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

default stated_must_agree := false

stated_must_agree := data.settings.sbom.statedMustAgree

differs(stated) if (stated.missing + stated.extra) + stated.versionDiffers > 0

# What nobody vouches for may be anybody's.
differing contains {"id": "policy.sbom-differs", "msg": msg, "evidence": [stated.document]} if {
	some stated in input.sbom.stated
	stated.verified
	differs(stated)
	msg := sprintf("The SBOM that %s attests lacks %d packages, lists %d that are not there and %d in other versions.", [stated.signer, stated.missing, stated.extra, stated.versionDiffers])
}

# METADATA
# custom:
#   id: policy.sbom-differs
deny contains entry if {
	stated_must_agree
	some entry in differing
}

# METADATA
# custom:
#   id: policy.sbom-differs
warn contains entry if {
	not stated_must_agree
	some entry in differing
}
