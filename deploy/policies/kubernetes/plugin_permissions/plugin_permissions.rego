# METADATA
# title: Permissions of plugins
# description: >-
#   A Role or ClusterRole of a plugin grants nothing but what `parameters.allowed` lists: entries of `apiGroups`, `resources`
#   and `verbs`, as in a rule of RBAC. A wildcard in the role is no permission that a list without it allows, so a plugin
#   that may `get` one thing cannot `list` secrets.
# custom:
#   controls: [NIST-800-218/PO.5.1, CIS-Kubernetes-1.8/5.1.2, CIS-Kubernetes-1.8/5.1.3]
package kubernetes.plugin_permissions

role := input.review.object if input.review.object.kind in {"Role", "ClusterRole"}

# A rule that names objects is as wide as one that does not for `list` and `watch`; so names do not narrow here.
granted contains {"apiGroup": group, "resource": resource, "verb": verb} if {
	some rule in role.rules
	some group in rule.apiGroups
	some resource in rule.resources
	some verb in rule.verbs
}

allowed(permission) if {
	some entry in input.parameters.allowed
	permission.apiGroup in entry.apiGroups
	permission.resource in entry.resources
	permission.verb in entry.verbs
}

violation contains {"msg": msg, "details": permission} if {
	some permission in granted
	not allowed(permission)
	msg := sprintf("%s %s: a plugin may not '%s' %s.", [role.kind, role.metadata.name, permission.verb, described(permission)])
}

violation contains {"msg": msg, "details": {"nonResourceURL": url, "verb": verb}} if {
	some rule in role.rules
	some url in rule.nonResourceURLs
	some verb in rule.verbs
	msg := sprintf("%s %s: a plugin may not '%s' %s.", [role.kind, role.metadata.name, verb, url])
}

# What an aggregated role grants is not written in it.
violation contains {"msg": msg, "details": {"field": "aggregationRule"}} if {
	_ := role.aggregationRule
	msg := sprintf("%s %s: the role of a plugin may not aggregate others.", [role.kind, role.metadata.name])
}

described(permission) := permission.resource if permission.apiGroup == ""

described(permission) := sprintf("%s.%s", [permission.resource, permission.apiGroup]) if permission.apiGroup != ""
