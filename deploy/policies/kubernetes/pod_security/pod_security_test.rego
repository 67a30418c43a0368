package kubernetes.pod_security_test

import data.kubernetes.pod_security

container := {
	"name": "app", "image": "registry.example/team/app:1",
	"securityContext": {
		"allowPrivilegeEscalation": false,
		"capabilities": {"drop": ["ALL"]},
		"readOnlyRootFilesystem": true,
	},
}

spec := {"securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}}, "containers": [container]}

review(pod) := {"review": {"object": {"kind": "Pod", "spec": pod}}}

with_context(change) := json.patch(spec, [{
	"op": "replace", "path": "/containers/0/securityContext",
	"value": object.union(container.securityContext, change),
}])

without_context(member) := json.remove(spec, [sprintf("/containers/0/securityContext/%s", [member])])

fields(violations) := {violation.details.field | some violation in violations}

test_a_restricted_pod_passes if count(pod_security.violation) == 0 with input as review(spec)

test_a_bare_pod_has_every_fault if {
	bare := {"containers": [{"name": "app", "image": "app"}]}
	fields(pod_security.violation) == {
		"runAsNonRoot", "seccompProfile", "capabilities.drop",
		"readOnlyRootFilesystem", "allowPrivilegeEscalation",
	} with input as review(bare)
}

test_each_fault_is_named if {
	every field, pod in {
		"runAsNonRoot": with_context({"runAsNonRoot": false}),
		"runAsUser": with_context({"runAsUser": 0}),
		"seccompProfile": with_context({"seccompProfile": {"type": "Unconfined"}}),
		"capabilities.drop": with_context({"capabilities": {"drop": ["NET_RAW"]}}),
		"capabilities.add": with_context({"capabilities": {"add": ["SYS_ADMIN"]}}),
		"readOnlyRootFilesystem": without_context("readOnlyRootFilesystem"),
		"allowPrivilegeEscalation": without_context("allowPrivilegeEscalation"),
		"privileged": with_context({"privileged": true}),
		"hostPID": object.union(spec, {"hostPID": true}),
		"hostIPC": object.union(spec, {"hostIPC": true}),
		"hostNetwork": object.union(spec, {"hostNetwork": true}),
	} {
		fields(pod_security.violation) == {field} with input as review(pod)
	}
}

test_a_container_may_not_undo_what_its_pod_says if {
	fields(pod_security.violation) == {"runAsNonRoot"} with input as review(with_context({"runAsNonRoot": false}))
}

test_init_and_ephemeral_containers_count if {
	every kind in ["initContainers", "ephemeralContainers"] {
		bad := object.union(spec, {kind: [{"name": "other", "image": "app"}]})
		"other" in {violation.details.container | some violation in pod_security.violation} with input as review(bad)
	}
}

test_workloads_are_judged_by_their_template if {
	bad := {"containers": [{"name": "app", "image": "app"}]}
	every kind in ["Deployment", "DaemonSet", "Job", "ReplicaSet", "StatefulSet"] {
		object_ := {"kind": kind, "spec": {"template": {"spec": bad}}}
		count(pod_security.violation) == 5 with input as {"review": {"object": object_}}
	}
	job := {"kind": "CronJob", "spec": {"jobTemplate": {"spec": {"template": {"spec": bad}}}}}
	count(pod_security.violation) == 5 with input as {"review": {"object": job}}
}

test_exempt_images_are_not_judged if {
	bare := review({"containers": [{"name": "app", "image": "registry.example/system/agent:1"}]})
	count(pod_security.violation) == 0 with input as object.union(bare, {"parameters": {"exemptImages": ["registry.example/system/*"]}})
	count(pod_security.violation) == 5 with input as object.union(bare, {"parameters": {"exemptImages": ["registry.example/other/*"]}})
}
