using Attestry.Gatekeeper.Manifests;
using Attestry.Gatekeeper.Reviews;
using Attestry.Primitives.Findings;

namespace Attestry.Gatekeeper.Tests;

/// <summary>A template that demands labels, written in the test's own words, and ways to ask it.</summary>
internal static class Policies
{
    internal const string Rego = """
        package labels
        violation[{"msg": msg, "details": {"missing": missing}}] {
          missing := {l | l := input.parameters.labels[_]} - {l | input.review.object.metadata.labels[l]}
          count(missing) > 0
          msg := sprintf("missing %v", [missing])
        }
        """;

    internal const string Schema = """{"type": "object", "properties": {"labels": {"type": "array", "items": {"type": "string"}, "default": ["owner"]}}}""";

    internal static string Template(string rego = Rego, string kind = "NeedsLabels", string libs = "[]", string schema = Schema) => $$"""
        { "apiVersion": "templates.gatekeeper.sh/v1", "kind": "ConstraintTemplate", "metadata": { "name": "{{kind.ToLowerInvariant()}}"},
         "spec": { "crd": { "spec": { "names": { "kind": "{{kind}}"}, "validation": { "openAPIV3Schema": {{schema}} } } },
          "targets": [{ "target": "admission.k8s.gatekeeper.sh", "rego": {{Quoted(rego)}}, "libs": {{libs}} } ]} }
        """;

    internal static string TemplateV1(string rego, string kind = "NeedsLabels") => $$"""
        { "apiVersion": "templates.gatekeeper.sh/v1", "kind": "ConstraintTemplate", "metadata": { "name": "{{kind.ToLowerInvariant()}}"},
         "spec": { "crd": { "spec": { "names": { "kind": "{{kind}}"} } },
          "targets": [{ "target": "admission.k8s.gatekeeper.sh", "code": [
            { "engine": "K8sNativeValidation", "source": { "validations": []} },
            { "engine": "Rego", "source": { "version": "v1", "rego": {{Quoted(rego)}} } } ]} ]} }
        """;

    internal static string Constraint(string spec = "{}", string kind = "NeedsLabels", string name = "owned") =>
        $$"""{"apiVersion": "constraints.gatekeeper.sh/v1beta1", "kind": "{{kind}}", "metadata": {"name": "{{name}}"}, "spec": {{spec}} }""";

    internal static string Pod(string metadata = """{"name": "web", "namespace": "shop"}""") => $$"""{"apiVersion": "v1", "kind": "Pod", "metadata": {{metadata}}, "spec": {} }""";

    internal static string Request(string fields) => $$"""{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {{fields}} }""";

    internal static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    internal static Manifest Manifest(string text)
    {
        var (manifests, findings) = ManifestReader.Read(text, "test");
        findings.ShouldBeEmpty();
        return manifests.ShouldHaveSingleItem();
    }

    internal static ConstraintLibrary Library(params string[] manifests)
    {
        var (library, findings) = ConstraintLibrary.Load([.. manifests.Select(Manifest)]);
        findings.ShouldBeEmpty();
        return library;
    }

    internal static Finding Problem(params string[] manifests) => ConstraintLibrary.Load([.. manifests.Select(Manifest)]).Findings.ShouldHaveSingleItem();

    internal static Review Review(string text, string? ns = null, string source = ReviewSource.Original)
    {
        var (review, problem) = ReviewReader.Read(Manifest(text), ns is null ? null : Manifest(ns), source);
        problem.ShouldBeNull();
        return review!;
    }

    internal static AdmissionAnswer Ask(this ConstraintLibrary library, string text, string? ns = null, ReviewOptions? options = null) =>
        library.Review(Review(text, ns), options ?? new() { Time = TimeProvider.System });
}
