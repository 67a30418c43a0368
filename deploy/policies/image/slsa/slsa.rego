# METADATA
# title: SLSA build level
# description: >-
#   A verified provenance says that a builder which is trusted for at least the build level `settings.slsa.level` made the
#   image, if wanted from one of `settings.slsa.sources` (globs over the source repository; `*` stays within a path segment).
# custom:
#   controls: [SLSA-1.1/build-l1, SLSA-1.1/build-l2, SLSA-1.1/verifying-artifacts, NIST-800-218/PS.3.2, NIST-800-218/PO.5.1]
package attestry.slsa

required_evidence contains "provenance"

default level := 2

level := data.settings.slsa.level

default sources := ["**"]

sources := data.settings.slsa.sources

verified contains provenance if {
	some provenance in input.provenance
	provenance.verified
}

built_well contains provenance if {
	some provenance in verified
	provenance.level >= level
}

from_allowed_source contains provenance if {
	some provenance in built_well
	some pattern in sources
	glob.match(pattern, ["/"], object.get(provenance, "source", ""))
}

# METADATA
# custom:
#   id: policy.provenance-missing
deny contains {"id": "policy.provenance-missing", "msg": "There is no verified provenance."} if count(verified) == 0

# METADATA
# custom:
#   id: policy.slsa-level-too-low
deny contains {"id": "policy.slsa-level-too-low", "msg": msg} if {
	count(verified) > 0
	count(built_well) == 0
	reached := max({object.get(provenance, "level", 0) | some provenance in verified})
	msg := sprintf("Its build level is %d; at least %d is demanded.", [reached, level])
}

# METADATA
# custom:
#   id: policy.source-not-allowed
deny contains {"id": "policy.source-not-allowed", "msg": msg, "evidence": named} if {
	count(built_well) > 0
	count(from_allowed_source) == 0
	named := sort({object.get(provenance, "source", "an unknown source") | some provenance in built_well})
	msg := sprintf("It was built from %s, which is not allowed.", [concat(", ", named)])
}
