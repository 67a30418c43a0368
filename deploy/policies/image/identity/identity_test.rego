package attestry.identity_test

import data.attestry.identity

issuer := "https://token.actions.githubusercontent.com"

workflow := "https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1"

signature := {"verified": true, "issuer": issuer, "identity": workflow, "claims": {"sourceRepositoryUri": "https://github.com/acme/app"}}

listed := [{"issuer": issuer, "subject": workflow}]

pattern := [{"issuer": issuer, "subjectPattern": `https://github\.com/acme/app/\.github/workflows/release\.yml@refs/tags/.+`}]

ids(entries) := {entry.id | some entry in entries}

test_a_listed_identity_passes if {
	every identities in [listed, pattern] {
		count(identity.deny) == 0 with input.signatures as [signature] with data.settings.identity.identities as identities
	}
}

test_nothing_listed_is_denied if ids(identity.deny) == {"policy.identity-not-configured"} with input.signatures as [signature]

test_another_identity_is_denied if {
	every change in [{"identity": "https://github.com/evil/app"}, {"issuer": "https://issuer.example"}, {"verified": false}] {
		ids(identity.deny) == {"policy.identity-mismatch"} with input.signatures as [object.union(signature, change)]
			with data.settings.identity.identities as listed
	}
}

test_a_pattern_covers_the_whole_subject if {
	longer := object.union(signature, {"identity": sprintf("https://evil.example/?%s", [workflow])})
	ids(identity.deny) == {"policy.identity-mismatch"} with input.signatures as [longer]
		with data.settings.identity.identities as pattern
}

test_claims_must_be_as_stated if {
	demanding := [object.union(listed[0], {"claims": {"sourceRepositoryUri": "https://github.com/acme/other"}})]
	ids(identity.deny) == {"policy.identity-mismatch"} with input.signatures as [signature]
		with data.settings.identity.identities as demanding
	agreeing := [object.union(listed[0], {"claims": signature.claims})]
	count(identity.deny) == 0 with input.signatures as [signature] with data.settings.identity.identities as agreeing
}

test_a_key_is_no_identity if {
	ids(identity.deny) == {"policy.identity-mismatch"} with input.signatures as [{"verified": true, "signer": "release"}]
		with data.settings.identity.identities as listed
}
