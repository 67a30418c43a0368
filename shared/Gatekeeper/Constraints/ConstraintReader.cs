using Attestry.Gatekeeper.Manifests;
using Attestry.Gatekeeper.Matching;
using Attestry.Gatekeeper.Templates;
using Attestry.Primitives.Findings;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Constraints;

/// <summary>Reads constraints and holds their parameters to the template's schema.</summary>
internal static class ConstraintReader
{
    internal static bool IsConstraint(Manifest manifest) => manifest.Group == "constraints.gatekeeper.sh";

    internal static (Constraint? Constraint, Finding? Problem) Read(Manifest manifest, ConstraintTemplate template)
    {
        if (manifest.Name.Length == 0)
            return Malformed(manifest, "metadata.name is missing.");
        if (manifest.Content["spec"] is not (null or RegoNull or RegoObject))
            return Malformed(manifest, "spec must be a mapping.");
        var spec = manifest.Content.Object("spec") ?? RegoObject.Empty;
        var (match, problem) = ConstraintMatch.Read(spec["match"]);
        if (match is null)
            return Malformed(manifest, problem!);
        (var enforcement, problem) = Enforcement.Read(spec);
        if (enforcement is null)
            return Malformed(manifest, problem!);
        var written = spec["parameters"] is null or RegoNull ? RegoObject.Empty : spec["parameters"]!;
        var (parameters, faults) = template.Schema is { } schema ? ParameterSchema.Apply(schema, written) : (written, []);
        if (parameters is not RegoObject fields)
            return Malformed(manifest, "spec.parameters must be a mapping.");
        return faults.Count == 0
            ? (new Constraint(manifest.Source, manifest.Kind, manifest.Name, fields, match, enforcement), null)
            : (null, new Finding(GatekeeperFindings.ParametersInvalid, Severity.High, string.Join(' ', faults), manifest.Source));
    }

    private static (Constraint?, Finding?) Malformed(Manifest manifest, string message) =>
        (null, new Finding(GatekeeperFindings.ConstraintMalformed, Severity.High, message, manifest.Source));
}
