package kubernetes.plugin_permissions_test

import data.kubernetes.plugin_permissions

allowed := [{"apiGroups": [""], "resources": ["configmaps", "pods"], "verbs": ["get", "list", "watch"]}]

review(rules) := {
	"parameters": {"allowed": allowed},
	"review": {"object": {"kind": "ClusterRole", "metadata": {"name": "plugin"}, "rules": rules}},
}

rule(group, resource, verb) := {"apiGroups": [group], "resources": [resource], "verbs": [verb]}

messages(violations) := {violation.msg | some violation in violations}

test_what_is_listed_passes if count(plugin_permissions.violation) == 0 with input as review([rule("", "pods", "list")])

test_secrets_may_not_be_listed if {
	messages(plugin_permissions.violation) == {"ClusterRole plugin: a plugin may not 'list' secrets."} with input as review([rule("", "secrets", "list")])
}

test_names_do_not_narrow if {
	named := object.union(rule("", "secrets", "list"), {"resourceNames": ["mine"]})
	count(plugin_permissions.violation) == 1 with input as review([named])
}

test_wildcards_are_not_listed if {
	every wide in [rule("*", "pods", "get"), rule("", "*", "get"), rule("", "pods", "*")] {
		count(plugin_permissions.violation) == 1 with input as review([wide])
	}
}

test_each_permission_is_judged if {
	several := [{"apiGroups": ["", "apps"], "resources": ["pods"], "verbs": ["get", "delete"]}]
	messages(plugin_permissions.violation) == {
		"ClusterRole plugin: a plugin may not 'delete' pods.",
		"ClusterRole plugin: a plugin may not 'delete' pods.apps.",
		"ClusterRole plugin: a plugin may not 'get' pods.apps.",
	} with input as review(several)
}

test_urls_and_aggregation_are_refused if {
	count(plugin_permissions.violation) == 1 with input as review([{"nonResourceURLs": ["/metrics"], "verbs": ["get"]}])
	aggregated := json.patch(review([]), [{"op": "add", "path": "/review/object/aggregationRule", "value": {"clusterRoleSelectors": []}}])
	count(plugin_permissions.violation) == 1 with input as aggregated
}

test_without_a_list_nothing_is_allowed if {
	bare := json.remove(review([rule("", "pods", "get")]), ["/parameters"])
	count(plugin_permissions.violation) == 1 with input as bare
}

test_other_objects_are_not_judged if {
	binding := {"review": {"object": {"kind": "RoleBinding", "metadata": {"name": "plugin"}}}}
	count(plugin_permissions.violation) == 0 with input as binding
}
