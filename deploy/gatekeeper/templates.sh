#!/usr/bin/env bash
# Writes templates/*.yaml: each policy of deploy/policies/kubernetes as a ConstraintTemplate of Gatekeeper, with the Rego as it stands here.
#
#   bash deploy/gatekeeper/templates.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# template FOLDER KIND, with the schema of the parameters on standard input.
template() {
  local folder=$1 kind=$2
  {
    cat <<YAML
# Written by templates.sh from deploy/policies/kubernetes/$folder/$folder.rego.
apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata:
  name: ${kind,,}
spec:
  crd:
    spec:
      names:
        kind: $kind
      validation:
        openAPIV3Schema:
YAML
    sed 's/^/          /'
    cat <<YAML
  targets:
    - target: admission.k8s.gatekeeper.sh
      code:
        - engine: Rego
          source:
            version: v1
            rego: |
YAML
    sed -e 's/^/              /' -e 's/ *$//' "../policies/kubernetes/$folder/$folder.rego"
  } >"templates/$folder.yaml"
}

template pod_security AttestryPodSecurity <<'YAML'
type: object
properties:
  exemptImages:
    description: Globs of images that are not judged.
    type: array
    items:
      type: string
YAML

template plugin_permissions AttestryPluginPermissions <<'YAML'
type: object
properties:
  allowed:
    description: What the roles of plugins may grant.
    type: array
    items:
      type: object
      properties:
        apiGroups:
          type: array
          items:
            type: string
        resources:
          type: array
          items:
            type: string
        verbs:
          type: array
          items:
            type: string
YAML
