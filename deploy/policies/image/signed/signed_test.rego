package attestry.signed_test

import data.attestry.signed

ids(entries) := {entry.id | some entry in entries}

signature(signer) := {"verified": true, "signer": signer}

test_one_trusted_signer_is_enough if {
	count(signed.deny) == 0 with input.signatures as [signature("release")]
	signed.signed_by == {"release"} with input.signatures as [signature("release")]
}

test_no_signature_is_denied if ids(signed.deny) == {"policy.not-signed"} with input.signatures as []

test_a_signature_that_is_not_verified_does_not_count if {
	ids(signed.deny) == {"policy.not-signed"} with input.signatures as [{"verified": false, "signer": "release"}]
}

test_only_named_signers_count if {
	ids(signed.deny) == {"policy.not-signed"} with input.signatures as [signature("dev")]
		with data.settings.signed.signers as ["release"]
	count(signed.deny) == 0 with input.signatures as [signature("dev"), signature("release")]
		with data.settings.signed.signers as ["release"]
}

test_one_signer_twice_is_one_signer if {
	ids(signed.deny) == {"policy.signers-missing"} with input.signatures as [signature("a"), signature("a")]
		with data.settings.signed.threshold as 2
	count(signed.deny) == 0 with input.signatures as [signature("a"), signature("b")]
		with data.settings.signed.threshold as 2
}

test_signatures_are_required if signed.required_evidence == {"signatures"}
