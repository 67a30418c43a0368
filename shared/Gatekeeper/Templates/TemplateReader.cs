using Attestry.Gatekeeper.Manifests;
using Attestry.Primitives.Findings;
using Attestry.Rego.Syntax;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Templates;

/// <summary>Reads <c>templates.gatekeeper.sh</c> <c>ConstraintTemplate</c>s of v1, v1beta1 and v1alpha1.</summary>
internal static class TemplateReader
{
    private const string Target = "admission.k8s.gatekeeper.sh";

    internal static bool IsTemplate(Manifest manifest) => manifest.Group == "templates.gatekeeper.sh" && manifest.Kind == "ConstraintTemplate";

    internal static (ConstraintTemplate? Template, Finding? Problem) Read(Manifest manifest)
    {
        if (manifest.Version is not ("v1" or "v1beta1" or "v1alpha1"))
            return Malformed(manifest, $"The version {manifest.ApiVersion} is not known.");
        var crd = manifest.Content.Object("spec")?.Object("crd")?.Object("spec");
        if (crd?.Object("names")?.Text("kind") is not { Length: > 0 } kind)
            return Malformed(manifest, "spec.crd.spec.names.kind is missing.");
        var demanded = kind.ToLowerInvariant();
        if (manifest.Name != demanded)
            return Malformed(manifest, $"Its name must be the kind in lower case: {demanded}, not {manifest.Name}.");
        if (manifest.Content.Object("spec")!.Items("targets") is not [RegoObject target])
            return Malformed(manifest, "spec.targets must hold one target.");
        if (target.Text("target") != Target)
            return Malformed(manifest, $"The target must be {Target}.");
        var validation = crd.Object("validation");
        var legacy = validation?.Flag("legacySchema") ?? manifest.Version != "v1";
        var (code, problem) = Code(manifest, target);
        return (code is { } found ? new ConstraintTemplate(manifest.Source, kind, validation?.Object("openAPIV3Schema"), legacy, found.Version, found.Rego, found.Libraries) : null, problem);
    }

    // Of several engines the Rego one is taken: each says the same in its own language.
    private static ((RegoVersion Version, string Rego, IReadOnlyList<string> Libraries)? Found, Finding? Problem) Code(Manifest manifest, RegoObject target)
    {
        var engines = target.Items("code").OfType<RegoObject>().ToList();
        if (engines.Count > 0)
        {
            if (engines.Find(e => e.Text("engine") == "Rego") is not { } engine)
                return (null, Unsupported(manifest, string.Join(", ", engines.Select(e => e.Text("engine")))));
            return engine.Object("source") is { } source ? Source(manifest, source, "code[].source") : (null, Malformed(manifest, "code[].source is missing.").Problem);
        }
        return Source(manifest, target, "targets[]");
    }

    private static ((RegoVersion, string, IReadOnlyList<string>)? Found, Finding? Problem) Source(Manifest manifest, RegoObject source, string where)
    {
        if (source.Text("rego") is not { Length: > 0 } rego)
            return (null, Malformed(manifest, $"{where}.rego is missing.").Problem);
        if (source.Texts("libs") is not { } libraries)
            return (null, Malformed(manifest, $"{where}.libs must be texts.").Problem);
        return source.Text("version") switch
        {
            null or "" or "v0" => ((RegoVersion.V0, rego, libraries), null),
            "v1" => ((RegoVersion.V1, rego, libraries), null),
            var other => (null, Malformed(manifest, $"The version {other} of Rego is not known; it is v0 or v1.").Problem),
        };
    }

    private static Finding Unsupported(Manifest manifest, string engines) =>
        new(GatekeeperFindings.EngineUnsupported, Severity.High, $"Its rules are for {engines}; only Rego is evaluated, so its constraints cannot be judged.", manifest.Source);

    private static (ConstraintTemplate? Template, Finding? Problem) Malformed(Manifest manifest, string message) =>
        (null, new Finding(GatekeeperFindings.TemplateMalformed, Severity.High, message, manifest.Source));
}
