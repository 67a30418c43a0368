# METADATA
# title: Keyless identity
# description: >-
#   The image was signed keyless by one of the identities that are listed in `settings.identity.identities`, each an
#   `issuer` with a `subject` (exact) or a `subjectPattern` (a regular expression over the whole subject), and if wanted
#   `claims` of the certificate that must be as stated.
# custom:
#   controls: [SLSA-1.1/verifying-artifacts, NIST-800-218/PS.2.1, NIST-800-218/PO.5.1, CIS-Docker-1.6/4.5]
package attestry.identity

required_evidence contains "signatures"

default identities := []

identities := data.settings.identity.identities

accepted contains signature.identity if {
	some signature in input.signatures
	signature.verified
	some wanted in identities
	signature.issuer == wanted.issuer
	subject_matches(signature.identity, wanted)
	claims_match(object.get(signature, "claims", {}), object.get(wanted, "claims", {}))
}

subject_matches(subject, wanted) if subject == wanted.subject

subject_matches(subject, wanted) if regex.match(sprintf("^(?:%s)$", [wanted.subjectPattern]), subject)

claims_match(claims, wanted) if {
	every name, value in wanted {
		claims[name] == value
	}
}

# METADATA
# custom:
#   id: policy.identity-not-configured
deny contains {"id": "policy.identity-not-configured", "msg": "No identity is listed in settings.identity.identities."} if {
	count(identities) == 0
}

# METADATA
# custom:
#   id: policy.identity-mismatch
deny contains {"id": "policy.identity-mismatch", "msg": "No listed identity has signed it."} if {
	count(identities) > 0
	count(accepted) == 0
}

info contains {"id": "policy.signed-by", "msg": sprintf("Signed keyless by %s.", [identity])} if some identity in accepted
