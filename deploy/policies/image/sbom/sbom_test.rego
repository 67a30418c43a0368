package attestry.sbom_test

import data.attestry.sbom

base := {
	"now": "2026-03-31T12:00:00Z",
	"images": [{"digest": "sha256:a"}],
	"sbom": {
		"images": [{"image": "sha256:a", "recordedAt": "2026-03-30T12:00:00Z"}],
		"packages": [{"image": "sha256:a", "name": "zlib"}],
	},
}

recorded(at) := json.patch(base, [{"op": "replace", "path": "/sbom/images/0/recordedAt", "value": at}])

ids(entries) := {entry.id | some entry in entries}

test_a_fresh_sbom_passes if {
	count(sbom.deny) == 0 with input as base
	count(sbom.warn) == 0 with input as base
}

test_each_image_needs_one if {
	two := object.union(base, {"images": [{"digest": "sha256:a"}, {"digest": "sha256:b"}]})
	{entry.evidence | some entry in sbom.deny} == {["sha256:b"]} with input as two
	ids(sbom.deny) == {"policy.sbom-missing"} with input as two
}

test_thirty_days_are_the_limit if {
	count(sbom.deny) == 0 with input as recorded("2026-03-01T12:00:00Z")
	ids(sbom.deny) == {"policy.sbom-stale"} with input as recorded("2026-03-01T11:59:59Z")
}

test_the_limit_can_be_set if {
	ids(sbom.deny) == {"policy.sbom-stale"} with input as recorded("2026-03-29T12:00:00Z") with data.settings.sbom.maxAgeDays as 1
}

test_the_newest_of_several_counts if {
	several := json.patch(recorded("2020-01-01T00:00:00Z"), [{
		"op": "add", "path": "/sbom/images/-",
		"value": {"image": "sha256:a", "recordedAt": "2026-03-31T00:00:00Z"},
	}])
	count(sbom.deny) == 0 with input as several
}

test_an_sbom_without_packages_is_strange if {
	empty := json.patch(base, [{"op": "replace", "path": "/sbom/packages", "value": []}])
	ids(sbom.warn) == {"policy.sbom-empty"} with input as empty
}

stated(verified, missing) := json.patch(base, [{
	"op": "add", "path": "/sbom/stated",
	"value": [{"verified": verified, "signer": "release", "document": "sha256:d", "missing": missing, "extra": 0, "versionDiffers": 0}],
}])

test_an_attested_sbom_that_lies_warns_or_denies if {
	ids(sbom.warn) == {"policy.sbom-differs"} with input as stated(true, 1)
	count(sbom.deny) == 0 with input as stated(true, 1)
	ids(sbom.deny) == {"policy.sbom-differs"} with input as stated(true, 1) with data.settings.sbom.statedMustAgree as true
	count(sbom.warn) == 0 with input as stated(true, 1) with data.settings.sbom.statedMustAgree as true
}

test_an_sbom_that_agrees_or_that_nobody_attests_is_no_reason if {
	count(sbom.warn) == 0 with input as stated(true, 0)
	count(sbom.warn) == 0 with input as stated(false, 1)
	count(sbom.deny) == 0 with input as stated(false, 1) with data.settings.sbom.statedMustAgree as true
}
