# METADATA
# title: Vulnerabilities
# description: >-
#   No vulnerability of the severities in `settings.vulnerabilities.severities` (high and critical), and none that is known to
#   be exploited, whatever its severity; unless a trusted VEX document says that the image is not affected, or that it is
#   fixed. With `fixableOnly` those that have no fix yet only warn. What runs already may go on for `grace`.
# custom:
#   controls: [NIST-800-218/RV.1.1, NIST-800-218/RV.2.2, NIST-800-218/PW.4.4, CIS-Docker-1.6/4.4]
package attestry.vulnerabilities

required_evidence contains "vulnerabilities"

default severities := ["high", "critical"]

severities := data.settings.vulnerabilities.severities

default fixable_only := false

fixable_only := data.settings.vulnerabilities.fixableOnly

default grace := "72h"

grace := data.settings.vulnerabilities.grace

settled_by_vex(found) if found.vexStatus in {"not_affected", "fixed"}

serious(found) if found.severity in severities

serious(found) if found.kev

# Its own rating may be missing: what is not rated is not harmless.
serious(found) if {
	found.severity == "unknown"
	not mild(found)
}

mild(found) if found.cvss < 7

tolerated(found) if {
	fixable_only
	not found.fixedVersion
	not found.kev
}

# METADATA
# custom:
#   id: policy.vulnerable
deny contains entry("policy.vulnerable", found) if {
	some found in input.vulnerabilities
	serious(found)
	not settled_by_vex(found)
	not tolerated(found)
}

# METADATA
# custom:
#   id: policy.vulnerable-without-fix
warn contains entry("policy.vulnerable-without-fix", found) if {
	some found in input.vulnerabilities
	serious(found)
	not settled_by_vex(found)
	tolerated(found)
}

# METADATA
# custom:
#   id: policy.settled-by-vex
info contains {"id": "policy.settled-by-vex", "msg": msg, "evidence": about(found)} if {
	some found in input.vulnerabilities
	serious(found)
	settled_by_vex(found)
	why := object.get(found, "vexJustification", "no justification given")
	msg := sprintf("%s in %s: %s (%s).", [found.id, found.package.purl, found.vexStatus, why])
}

entry(id, found) := {"id": id, "msg": msg, "evidence": about(found)} if {
	msg := sprintf("%s (%s%s) in %s%s.", [found.id, found.severity, exploited(found), found.package.purl, remedy(found)])
}

about(found) := array.concat([found.package.purl, found.id], object.get(found, "aliases", []))

exploited(found) := ", known to be exploited" if found.kev

exploited(found) := "" if not found.kev

remedy(found) := sprintf(", fixed in %s", [found.fixedVersion]) if found.fixedVersion

remedy(found) := "" if not found.fixedVersion
