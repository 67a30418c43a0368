package attestry.vulnerabilities_test

import data.attestry.vulnerabilities

found(change) := object.union(
	{
		"id": "CVE-2026-1", "aliases": ["GHSA-1"], "severity": "high", "kev": false, "fixedVersion": "1.3.1",
		"package": {"purl": "pkg:deb/debian/zlib1g@1.2", "name": "zlib1g", "version": "1.2", "image": "sha256:a"},
	},
	change,
)

ids(entries) := {entry.id | some entry in entries}

test_high_and_critical_are_denied if {
	every severity in ["high", "critical"] {
		ids(vulnerabilities.deny) == {"policy.vulnerable"} with input.vulnerabilities as [found({"severity": severity})]
	}
	every severity in ["info", "low", "medium"] {
		count(vulnerabilities.deny) == 0 with input.vulnerabilities as [found({"severity": severity})]
	}
}

test_known_exploited_is_denied_whatever_its_severity if {
	ids(vulnerabilities.deny) == {"policy.vulnerable"} with input.vulnerabilities as [found({"severity": "low", "kev": true})]
}

test_what_is_not_rated_is_denied if {
	count(vulnerabilities.deny) == 1 with input.vulnerabilities as [found({"severity": "unknown"})]
	count(vulnerabilities.deny) == 1 with input.vulnerabilities as [found({"severity": "unknown", "cvss": 9.8})]
	count(vulnerabilities.deny) == 0 with input.vulnerabilities as [found({"severity": "unknown", "cvss": 3.1})]
}

test_vex_is_honoured_and_stays_visible if {
	every status in ["not_affected", "fixed"] {
		count(vulnerabilities.deny) == 0 with input.vulnerabilities as [found({"vexStatus": status})]
		ids(vulnerabilities.info) == {"policy.settled-by-vex"} with input.vulnerabilities as [found({"vexStatus": status})]
	}
	every status in ["affected", "under_investigation"] {
		count(vulnerabilities.deny) == 1 with input.vulnerabilities as [found({"vexStatus": status})]
	}
}

test_without_a_fix_it_may_be_tolerated_if_wanted if {
	unfixed := json.remove(found({}), ["/fixedVersion"])
	count(vulnerabilities.deny) == 1 with input.vulnerabilities as [unfixed]
	count(vulnerabilities.deny) == 0 with input.vulnerabilities as [unfixed]
		with data.settings.vulnerabilities.fixableOnly as true
	ids(vulnerabilities.warn) == {"policy.vulnerable-without-fix"} with input.vulnerabilities as [unfixed]
		with data.settings.vulnerabilities.fixableOnly as true
	count(vulnerabilities.deny) == 1 with input.vulnerabilities as [object.union(unfixed, {"kev": true})]
		with data.settings.vulnerabilities.fixableOnly as true
}

test_an_exception_can_name_the_package_or_any_id if {
	some entry in vulnerabilities.deny with input.vulnerabilities as [found({})]
	entry.evidence == ["pkg:deb/debian/zlib1g@1.2", "CVE-2026-1", "GHSA-1"]
	entry.msg == "CVE-2026-1 (high) in pkg:deb/debian/zlib1g@1.2, fixed in 1.3.1."
}

test_what_runs_has_time if {
	vulnerabilities.grace == "72h"
	vulnerabilities.grace == "1h" with data.settings.vulnerabilities.grace as "1h"
}
