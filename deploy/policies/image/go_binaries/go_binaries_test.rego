package attestry.go_binaries_test

import data.attestry.go_binaries

good := {"path": "/app", "language": "go", "stripped": true, "static": true, "trimPath": true}

with_executable(executable) := {"hygiene": [{"image": "sha256:a", "executables": [executable]}]}

ids(entries) := {entry.id | some entry in entries}

test_a_release_build_passes if count(go_binaries.deny) == 0 with input as with_executable(good)

test_each_fault_is_named if {
	every member, id in {"stripped": "policy.go-not-stripped", "static": "policy.go-not-static", "trimPath": "policy.go-paths"} {
		ids(go_binaries.deny) == {id} with input as with_executable(object.union(good, {member: false}))
		ids(go_binaries.deny) == {id} with input as with_executable(object.remove(good, [member]))
	}
}

test_other_languages_are_not_judged if {
	count(go_binaries.deny) == 0 with input as with_executable({"path": "/bin/sh", "stripped": false})
}

test_executables_that_are_left_out_are_denied if {
	cut := {"hygiene": [{"image": "sha256:a", "executables": [], "executablesCut": true}]}
	ids(go_binaries.deny) == {"policy.go-not-all-examined"} with input as cut
}
