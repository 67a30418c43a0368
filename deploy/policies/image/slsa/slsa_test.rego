package attestry.slsa_test

import data.attestry.slsa

provenance(change) := object.union({"verified": true, "level": 2, "source": "https://github.com/acme/app"}, change)

ids(entries) := {entry.id | some entry in entries}

test_level_two_passes if count(slsa.deny) == 0 with input.provenance as [provenance({})]

test_nothing_verified_is_denied if {
	ids(slsa.deny) == {"policy.provenance-missing"} with input.provenance as []
	ids(slsa.deny) == {"policy.provenance-missing"} with input.provenance as [provenance({"verified": false, "level": 3})]
}

test_a_low_or_unknown_level_is_denied if {
	ids(slsa.deny) == {"policy.slsa-level-too-low"} with input.provenance as [provenance({"level": 1})]
	ids(slsa.deny) == {"policy.slsa-level-too-low"} with input.provenance as [{"verified": true}]
	ids(slsa.deny) == {"policy.slsa-level-too-low"} with input.provenance as [provenance({})] with data.settings.slsa.level as 3
}

test_the_source_is_checked if {
	allowed := ["https://github.com/acme/*"]
	count(slsa.deny) == 0 with input.provenance as [provenance({})] with data.settings.slsa.sources as allowed
	every source in ["https://github.com/evil/app", "https://github.com/acme/app/fork", "https://github.com/acme"] {
		ids(slsa.deny) == {"policy.source-not-allowed"} with input.provenance as [provenance({"source": source})]
			with data.settings.slsa.sources as allowed
	}
	ids(slsa.deny) == {"policy.source-not-allowed"} with input.provenance as [{"verified": true, "level": 3}]
		with data.settings.slsa.sources as allowed
}

test_one_good_provenance_is_enough if {
	count(slsa.deny) == 0 with input.provenance as [provenance({"level": 0}), provenance({})]
}
