# METADATA
# title: Distroless and not root
# description: >-
#   Nothing to work with for who breaks in: each image runs as a user other than root and holds no shell and no package
#   manager. What could not be found out counts as there.
# custom:
#   controls: [NIST-800-218/PW.9.1, CIS-Docker-1.6/4.1, CIS-Docker-1.6/4.3]
package attestry.distroless

required_evidence contains "hygiene"

examined contains hygiene.image if some hygiene in input.hygiene

# METADATA
# custom:
#   id: policy.hygiene-missing
deny contains {"id": "policy.hygiene-missing", "msg": msg, "evidence": [image.digest]} if {
	some image in input.images
	not image.digest in examined
	msg := sprintf("%s was not examined.", [image.digest])
}

# METADATA
# custom:
#   id: policy.runs-as-root
#   controls: [CIS-Docker-1.6/4.1, NIST-800-218/PW.9.1]
deny contains {"id": "policy.runs-as-root", "msg": msg, "evidence": [hygiene.image]} if {
	some hygiene in input.hygiene
	object.get(hygiene, "runsAsRoot", true)
	msg := sprintf("%s runs as root, or as a user that cannot be told from root ('%s').", [hygiene.platform, hygiene.user])
}

# METADATA
# custom:
#   id: policy.has-shell
deny contains {"id": "policy.has-shell", "msg": msg, "evidence": [hygiene.image]} if {
	some hygiene in input.hygiene
	object.get(hygiene, "hasShell", true)
	msg := sprintf("%s holds a shell.", [hygiene.platform])
}

# METADATA
# custom:
#   id: policy.has-package-manager
deny contains {"id": "policy.has-package-manager", "msg": msg, "evidence": [hygiene.image]} if {
	some hygiene in input.hygiene
	object.get(hygiene, "hasPackageManager", true)
	msg := sprintf("%s holds a package manager.", [hygiene.platform])
}

# METADATA
# custom:
#   id: policy.setuid
#   controls: [CIS-Docker-1.6/4.8]
warn contains {"id": "policy.setuid", "msg": msg, "evidence": [hygiene.image, executable.path]} if {
	some hygiene in input.hygiene
	some executable in hygiene.executables
	executable.setUid
	msg := sprintf("%s gains privileges when it runs (setuid or setgid).", [executable.path])
}
