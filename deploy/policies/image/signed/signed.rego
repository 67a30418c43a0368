# METADATA
# title: Signed by whom
# description: >-
#   A trusted signer vouches for the image. Which keys and identities are trusted for a repository is configured where
#   signatures are verified; here is demanded how many of them, or which, must have signed.
# custom:
#   controls: [SLSA-1.1/verifying-artifacts, NIST-800-218/PS.2.1, CIS-Docker-1.6/4.5]
package attestry.signed

required_evidence contains "signatures"

# Configured names of the signers that count; none named: all that are trusted.
default signers := []

signers := data.settings.signed.signers

# How many different signers it takes.
default threshold := 1

threshold := data.settings.signed.threshold

signed_by contains signature.signer if {
	some signature in input.signatures
	signature.verified
	counts(signature.signer)
}

counts(_) if count(signers) == 0

counts(signer) if signer in signers

# METADATA
# custom:
#   id: policy.not-signed
deny contains {"id": "policy.not-signed", "msg": "Nobody whom this policy trusts has signed it."} if {
	count(signed_by) == 0
}

# METADATA
# custom:
#   id: policy.signers-missing
deny contains {"id": "policy.signers-missing", "msg": msg} if {
	count(signed_by) > 0
	count(signed_by) < threshold
	msg := sprintf("It takes %d signers; only %s signed.", [threshold, concat(", ", sort(signed_by))])
}

info contains {"id": "policy.signed-by", "msg": sprintf("Signed by %s.", [signer])} if some signer in signed_by
