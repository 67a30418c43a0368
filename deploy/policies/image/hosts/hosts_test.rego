package attestry.hosts_test

import data.attestry.hosts

ids(entries) := {entry.id | some entry in entries}

test_a_trusted_host_passes if count(hosts.deny) == 0 with input.measurements as [{"host": "n1", "state": "trusted"}]

test_every_other_state_is_denied if {
	every state in ["unknown", "enrolled", "pending", "failed", "stale", "revoked"] {
		ids(hosts.deny) == {"policy.host-not-trusted"} with input.measurements as [
			{"host": "n1", "state": "trusted"},
			{"host": "n2", "state": state},
		]
	}
}

test_an_image_that_runs_nowhere_is_let_in_unless_demanded if {
	count(hosts.deny) == 0 with input.measurements as []
	count(hosts.required_evidence) == 0
	ids(hosts.deny) == {"policy.host-not-measured"} with input.measurements as [] with data.settings.hosts.required as true
	hosts.required_evidence == ["measurement"] with data.settings.hosts.required as true
}
