using Attestry.Gatekeeper.Manifests;
using Attestry.Primitives.Findings;
using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Reviews;

/// <summary>Reads an <c>AdmissionReview</c>, or takes a plain object as one that is to be created.</summary>
public static class ReviewReader
{
    /// <param name="ns">The <c>Namespace</c> of the object, for rules and selectors on its labels.</param>
    /// <returns>Null with what is wrong.</returns>
    public static (Review? Review, Finding? Problem) Read(Manifest manifest, Manifest? ns = null, string source = ReviewSource.Original)
    {
        if (ns is not null && ns is not { Kind: "Namespace", Group: "" })
            return Malformed(ns, "It is no Namespace.");
        var request = manifest is { Kind: "AdmissionReview", Group: "admission.k8s.io" } ? manifest.Content.Object("request") : Create(manifest);
        if (request is null)
            return Malformed(manifest, manifest.Kind == "AdmissionReview" ? "It has no request." : "It is no object: kind and apiVersion are demanded.");
        // Rules look at the object; of one that goes away, at what it was.
        if (request.Text("operation") == "DELETE" && request.Object("object") is null && request.Object("oldObject") is { } gone)
            request = request.With("object", gone);
        var objects = new[] { request.Object("object"), request.Object("oldObject") }.OfType<RegoObject>().Select(o => new Manifest(manifest.Source, Named(o, request))).ToList();
        if (objects.Count == 0)
            return Malformed(manifest, "The request has neither object nor oldObject.");
        if (objects.Exists(o => o.Kind.Length == 0))
            return Malformed(manifest, "The request does not say of what kind its object is.");
        if (ns is not null)
            request = request.With("namespaceObject", ns.Content).With("_unstable", RegoObject.From([new(new RegoString("namespace"), ns.Content)]));
        return (new Review(request, objects, ns, source), null);
    }

    private static RegoObject? Create(Manifest manifest)
    {
        if (manifest.Kind.Length == 0 || manifest.ApiVersion.Length == 0)
            return null;
        var request = Fields(
            ("kind", Fields(("group", Text(manifest.Group)), ("version", Text(manifest.Version)), ("kind", Text(manifest.Kind)))),
            ("operation", Text("CREATE")),
            ("name", Text(manifest.Name)),
            ("object", manifest.Content));
        return manifest.Namespace is { } ns ? request.With("namespace", Text(ns)) : request;
    }

    // Requests of some clients leave kind and namespace to the request.
    private static RegoObject Named(RegoObject content, RegoObject request)
    {
        if (content["kind"] is null && request.Object("kind") is { } kind)
        {
            var version = kind.Text("group") is { Length: > 0 } group ? $"{group}/{kind.Text("version")}" : kind.Text("version") ?? "";
            content = content.With("kind", Text(kind.Text("kind") ?? "")).With("apiVersion", Text(version));
        }
        return content.Object("metadata")?.Text("namespace") is null && request.Text("namespace") is { Length: > 0 } ns && content.Text("kind") != "Namespace"
            ? content.With("metadata", (content.Object("metadata") ?? RegoObject.Empty).With("namespace", Text(ns)))
            : content;
    }

    private static RegoString Text(string text) => new(text);

    private static RegoObject Fields(params (string Name, RegoValue Value)[] fields) =>
        RegoObject.From(fields.Select(f => new KeyValuePair<RegoValue, RegoValue>(new RegoString(f.Name), f.Value)));

    private static (Review?, Finding?) Malformed(Manifest manifest, string message) =>
        (null, new Finding(GatekeeperFindings.ReviewMalformed, Severity.High, message, manifest.Source));
}
