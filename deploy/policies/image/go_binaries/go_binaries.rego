# METADATA
# title: Go binaries
# description: Binaries that Go built are stripped, static and hold no path of the machine that built them.
# custom:
#   controls: [NIST-800-218/PW.6.1, NIST-800-218/PW.6.2, SLSA-1.1/build-l1]
package attestry.go_binaries

required_evidence contains "hygiene"

demanded := {
	"stripped": {"id": "policy.go-not-stripped", "msg": "holds symbols or debugging information (build with -ldflags='-s -w')"},
	"static": {"id": "policy.go-not-static", "msg": "loads other libraries (build with CGO_ENABLED=0)"},
	"trimPath": {"id": "policy.go-paths", "msg": "holds paths of the machine that built it (build with -trimpath)"},
}

# METADATA
# custom:
#   id: policy.go-not-all-examined
deny contains {"id": "policy.go-not-all-examined", "msg": msg, "evidence": [hygiene.image]} if {
	some hygiene in input.hygiene
	hygiene.executablesCut
	msg := sprintf("%s holds more executables than are examined.", [hygiene.image])
}

deny contains {"id": fault.id, "msg": msg, "evidence": [hygiene.image, executable.path]} if {
	some hygiene in input.hygiene
	some executable in hygiene.executables
	executable.language == "go"
	some member, fault in demanded

	# What could not be found out counts against it.
	not object.get(executable, member, false)
	msg := sprintf("%s %s.", [executable.path, fault.msg])
}
