package attestry.components_test

import data.attestry.components

log4j(version) := {
	"type": "maven", "name": "org.apache.logging.log4j:log4j-core", "version": version,
	"purl": sprintf("pkg:maven/org.apache.logging.log4j/log4j-core@%s", [version]),
}

package_(type, name, version) := {"type": type, "name": name, "version": version, "purl": sprintf("pkg:%s/%s@%s", [type, name, version])}

denied(packages) := {purl |
	some entry in components.deny with input.sbom.packages as packages
	some purl in entry.evidence
}

test_log4shell_is_denied if {
	every version in ["2.0.0", "2.14.0", "2.14", "2.17.0"] {
		count(denied([log4j(version)])) == 1
	}
}

test_fixed_and_older_log4j_passes if {
	every version in ["1.2.17", "2.17.1", "2.18", "3.0.0"] {
		count(denied([log4j(version)])) == 0
	}
}

test_a_version_without_order_is_denied if count(denied([log4j("unknown")])) == 1

test_listed_versions_only if {
	denied([package_("npm", "event-stream", "3.3.6"), package_("npm", "event-stream", "3.3.5")]) == {"pkg:npm/event-stream@3.3.6"}
}

test_without_versions_all_are_denied if count(denied([package_("npm", "flatmap-stream", "0.0.1")])) == 1

test_another_type_is_another_package if count(denied([package_("pypi", "event-stream", "3.3.6")])) == 0

test_the_list_can_be_extended if {
	own := [{"type": "npm", "name": "left-pad", "introduced": "1.0.0", "reason": "no"}]
	entries := components.deny with input.sbom.packages as [package_("npm", "left-pad", "1.3.0"), package_("npm", "event-stream", "3.3.6")]
		with data.settings.components.denied as own
	count(entries) == 2
}

test_the_sbom_is_required if components.required_evidence == {"sbom"}

test_what_was_not_catalogued_is_denied if {
	images := [{"digest": "sha256:a"}, {"digest": "sha256:b"}]
	found := components.deny with input as {"images": images, "sbom": {"images": [{"image": "sha256:a"}], "packages": []}}
	{[entry.id, entry.evidence] | some entry in found} == {["policy.sbom-missing", ["sha256:b"]]}
}
