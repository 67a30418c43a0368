# METADATA
# title: Pod security
# description: >-
#   Pods run as a user other than root, with the runtime's seccomp profile, without capabilities, privileges or the host's
#   namespaces, on a root file system that is read-only (the restricted profile of the Pod Security Standards, and more).
#   `parameters.exemptImages` lists globs of images that are not judged.
# custom:
#   controls: [NIST-800-218/PW.9.1, CIS-Kubernetes-1.8/5.7.3]
package kubernetes.pod_security

workload := input.review.object

spec := workload.spec if workload.kind == "Pod"

spec := workload.spec.template.spec if {
	workload.kind in {"Deployment", "DaemonSet", "Job", "ReplicaSet", "ReplicationController", "StatefulSet"}
}

spec := workload.spec.jobTemplate.spec.template.spec if workload.kind == "CronJob"

containers contains container if {
	some kind in ["containers", "initContainers", "ephemeralContainers"]
	some container in spec[kind]
	not exempt(container.image)
}

exempt(image) if {
	some pattern in input.parameters.exemptImages
	glob.match(pattern, [], image)
}

# A container's own setting goes before that of its pod.
setting(container, name) := container.securityContext[name]

setting(container, name) := spec.securityContext[name] if not has(container, name)

has(container, name) if _ := container.securityContext[name]

# METADATA
# title: No user that is root
# custom:
#   controls: [CIS-Kubernetes-1.8/5.2.7]
violation contains {"msg": msg, "details": {"container": container.name, "field": "runAsNonRoot"}} if {
	some container in containers
	not non_root(container)
	msg := sprintf("%s: runAsNonRoot must be true.", [container.name])
}

non_root(container) if setting(container, "runAsNonRoot") == true

violation contains {"msg": msg, "details": {"container": container.name, "field": "runAsUser"}} if {
	some container in containers
	setting(container, "runAsUser") == 0
	msg := sprintf("%s: runAsUser must not be 0.", [container.name])
}

# METADATA
# title: The runtime's seccomp profile
# custom:
#   controls: [CIS-Kubernetes-1.8/5.7.2]
violation contains {"msg": msg, "details": {"container": container.name, "field": "seccompProfile"}} if {
	some container in containers
	not confined(container)
	msg := sprintf("%s: seccompProfile.type must be RuntimeDefault or Localhost.", [container.name])
}

confined(container) if setting(container, "seccompProfile").type in {"RuntimeDefault", "Localhost"}

# METADATA
# title: No capabilities
# custom:
#   controls: [CIS-Kubernetes-1.8/5.2.8, CIS-Kubernetes-1.8/5.2.9, CIS-Kubernetes-1.8/5.2.10]
violation contains {"msg": msg, "details": {"container": container.name, "field": "capabilities.drop"}} if {
	some container in containers
	not "ALL" in object.get(container, ["securityContext", "capabilities", "drop"], [])
	msg := sprintf("%s: capabilities.drop must list ALL.", [container.name])
}

violation contains {"msg": msg, "details": {"container": container.name, "field": "capabilities.add"}} if {
	some container in containers
	some capability in object.get(container, ["securityContext", "capabilities", "add"], [])
	capability != "NET_BIND_SERVICE"
	msg := sprintf("%s: the capability %s must not be added.", [container.name, capability])
}

# METADATA
# title: A root file system that is read-only
# custom:
#   controls: [NIST-800-218/PW.9.1]
violation contains {"msg": msg, "details": {"container": container.name, "field": "readOnlyRootFilesystem"}} if {
	some container in containers
	not container.securityContext.readOnlyRootFilesystem == true
	msg := sprintf("%s: readOnlyRootFilesystem must be true.", [container.name])
}

# METADATA
# title: No privileges, and none to gain
# custom:
#   controls: [CIS-Kubernetes-1.8/5.2.2, CIS-Kubernetes-1.8/5.2.6]
violation contains {"msg": msg, "details": {"container": container.name, "field": "allowPrivilegeEscalation"}} if {
	some container in containers
	not container.securityContext.allowPrivilegeEscalation == false
	msg := sprintf("%s: allowPrivilegeEscalation must be false.", [container.name])
}

violation contains {"msg": msg, "details": {"container": container.name, "field": "privileged"}} if {
	some container in containers
	container.securityContext.privileged
	msg := sprintf("%s: privileged must not be true.", [container.name])
}

# METADATA
# title: None of the host's namespaces
# custom:
#   controls: [CIS-Kubernetes-1.8/5.2.3, CIS-Kubernetes-1.8/5.2.4, CIS-Kubernetes-1.8/5.2.5]
violation contains {"msg": msg, "details": {"field": field}} if {
	count(containers) > 0
	some field in ["hostPID", "hostIPC", "hostNetwork"]
	spec[field] == true
	msg := sprintf("%s must not be true.", [field])
}
