# METADATA
# title: Hosts are measured
# description: >-
#   No host that runs the image may have lost trust. With `settings.hosts.required` at least one trusted host must have measured
#   it; without, an image that runs nowhere yet is let in.
# custom:
#   controls: [NIST-800-218/PO.5.1, NIST-800-218/PO.5.2, NIST-800-218/RV.1.1]
package attestry.hosts

default required := false

required := data.settings.hosts.required

required_evidence := ["measurement"] if required

required_evidence := [] if not required

trusted contains measurement.host if {
	some measurement in input.measurements
	measurement.state == "trusted"
}

# METADATA
# custom:
#   id: policy.host-not-trusted
deny contains {"id": "policy.host-not-trusted", "msg": msg, "evidence": [measurement.host]} if {
	some measurement in input.measurements
	measurement.state != "trusted"
	msg := sprintf("The host %s, which runs it, is %s.", [measurement.host, measurement.state])
}

# METADATA
# custom:
#   id: policy.host-not-measured
deny contains {"id": "policy.host-not-measured", "msg": "No trusted host has measured it."} if {
	required
	count(trusted) == 0
}
