package attestry.distroless_test

import data.attestry.distroless

hygiene := {
	"image": "sha256:a", "platform": "linux/amd64", "user": "65532", "runsAsRoot": false,
	"hasShell": false, "hasPackageManager": false, "executables": [{"path": "/app", "setUid": false}],
}

examined(change) := {"images": [{"digest": "sha256:a"}], "hygiene": [object.union(hygiene, change)]}

without(member) := {"images": [{"digest": "sha256:a"}], "hygiene": [object.remove(hygiene, [member])]}

ids(entries) := {entry.id | some entry in entries}

test_a_bare_image_passes if {
	count(distroless.deny) == 0 with input as examined({})
	count(distroless.warn) == 0 with input as examined({})
}

test_each_fault_is_named if {
	ids(distroless.deny) == {"policy.runs-as-root"} with input as examined({"runsAsRoot": true})
	ids(distroless.deny) == {"policy.has-shell"} with input as examined({"hasShell": true})
	ids(distroless.deny) == {"policy.has-package-manager"} with input as examined({"hasPackageManager": true})
}

test_what_is_unknown_is_denied if {
	ids(distroless.deny) == {"policy.runs-as-root"} with input as without("runsAsRoot")
	ids(distroless.deny) == {"policy.has-shell"} with input as without("hasShell")
	ids(distroless.deny) == {"policy.has-package-manager"} with input as without("hasPackageManager")
}

test_every_image_must_be_examined if {
	ids(distroless.deny) == {"policy.hygiene-missing"} with input as {"images": [{"digest": "sha256:b"}], "hygiene": [hygiene]}
}

test_setuid_warns if {
	setuid := [{"path": "/usr/bin/su", "setUid": true}]
	ids(distroless.warn) == {"policy.setuid"} with input as examined({"executables": setuid})
}
