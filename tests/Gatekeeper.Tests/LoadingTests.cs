using Attestry.Gatekeeper.Manifests;
using Attestry.Gatekeeper.Reviews;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using static Attestry.Gatekeeper.Tests.Policies;

namespace Attestry.Gatekeeper.Tests;

public class LoadingTests
{
    [Theory]
    [InlineData("package a\nviolation[{\"msg\": \"no\"}] { data.other.x }", GatekeeperFindings.ReferenceForbidden)]
    [InlineData("package a\nviolation[{\"msg\": \"no\"}] { x := data; x.inventory }", GatekeeperFindings.ReferenceForbidden)]
    [InlineData("package a\nviolation[{\"msg\": \"no\"}] { some k; data[k] }", GatekeeperFindings.ReferenceForbidden)]
    [InlineData("package a\nviolation[{\"msg\": \"no\"}] { input.x with data.lib as {} }", GatekeeperFindings.ReferenceForbidden)]
    [InlineData("package a\nviolation[{\"msg\": \"no\"}] { [1 | data.secrets[_]] }", GatekeeperFindings.ReferenceForbidden)]
    [InlineData("package a\nviolation[{\"msg\": \"no\"}] { data.lib.absent.x }", GatekeeperFindings.ReferenceForbidden)]
    [InlineData("package a\nimport data.other\nviolation[{\"msg\": \"no\"}] { other.x }", GatekeeperFindings.ReferenceForbidden)]
    [InlineData("package a\nimport data.inventory\nviolation[{\"msg\": \"no\"}] { inventory.x }", GatekeeperFindings.ReferenceForbidden)]
    [InlineData("package a\nviolation[{\"msg\": \"no\"}] { external_data({\"provider\": \"p\"}) }", GatekeeperFindings.ExternalDataUnsupported)]
    [InlineData("package a\nviolation[{\"msg\": \"no\"}] { http.send({}) }", GatekeeperFindings.TemplateInvalid)]
    [InlineData("package a\nviolation[{\"msg\": x}] { true }", GatekeeperFindings.TemplateInvalid)]
    [InlineData("package a\nviolation = true", GatekeeperFindings.TemplateInvalid)]
    [InlineData("package a\ndeny[\"no\"] { true }", GatekeeperFindings.TemplateInvalid)]
    [InlineData("package lib.a\nviolation[{\"msg\": \"no\"}] { true }", GatekeeperFindings.TemplateInvalid)]
    [InlineData("package a\nviolation[{", GatekeeperFindings.TemplateInvalid)]
    public void Refuses_a_template_with_the_reason(string rego, string id) => Problem(Template(rego)).Id.ShouldBe(id);

    [Fact]
    public void Refuses_libraries_outside_of_lib() =>
        Problem(Template(libs: Quoted("package other\nx := 1") is var library ? $"[{library}]" : "")).Message.ShouldContain("under lib");

    [Fact]
    public void Refuses_a_template_of_another_engine_instead_of_passing_it() =>
        Problem(Template().Replace("\"rego\":", "\"code\": [{\"engine\": \"K8sNativeValidation\", \"source\": {}}], \"x\":", StringComparison.Ordinal))
            .Id.ShouldBe(GatekeeperFindings.EngineUnsupported);

    [Theory]
    [InlineData("\"name\": \"needslabels\"", "\"name\": \"other\"")]
    [InlineData("admission.k8s.gatekeeper.sh", "other.target")]
    [InlineData("templates.gatekeeper.sh/v1", "templates.gatekeeper.sh/v9")]
    [InlineData("\"kind\": \"NeedsLabels\"", "\"kind\": \"\"")]
    [InlineData("\"libs\": []", "\"libs\": [1]")]
    [InlineData("\"libs\": []", "\"version\": \"v2\"")]
    [InlineData("\"type\": \"array\", ", "")]
    [InlineData("\"type\": \"array\"", "\"type\": \"list\"")]
    [InlineData("{\"type\": \"string\"}", "{\"type\": \"string\", \"pattern\": \"(?=a)\"}")]
    public void Refuses_a_malformed_template(string part, string instead)
    {
        Template().ShouldContain(part);
        Problem(Template().Replace(part, instead, StringComparison.Ordinal)).Id.ShouldBe(GatekeeperFindings.TemplateMalformed);
    }

    [Fact]
    public void Refuses_a_second_template_of_a_kind() =>
        Problem(Template(), Template(), Constraint()).Id.ShouldBe(GatekeeperFindings.TemplateRepeated);

    [Fact]
    public void Names_a_constraint_that_no_template_is_for() =>
        Problem(Constraint()).Id.ShouldBe(GatekeeperFindings.TemplateMissing);

    [Theory]
    [InlineData("""{"enforcementAction": "block"}""")]
    [InlineData("""{"enforcementAction": "scoped"}""")]
    [InlineData("""{"enforcementAction": "scoped", "scopedEnforcementActions": [{"action": "deny"}]}""")]
    [InlineData("""{"match": []}""")]
    [InlineData("""{"match": {"namespace": ["a"]}}""")]
    [InlineData("""{"match": {"scope": "cluster"}}""")]
    [InlineData("""{"match": {"source": "Other"}}""")]
    [InlineData("""{"match": {"kinds": ["Pod"]}}""")]
    [InlineData("""{"match": {"namespaces": "a"}}""")]
    [InlineData("""{"match": {"labelSelector": {"matchExpressions": [{"key": "a", "operator": "Is", "values": ["b"]}]}}}""")]
    [InlineData("""{"match": {"labelSelector": {"matchLabels": {"a": 1}}}}""")]
    [InlineData("""{"parameters": []}""")]
    [InlineData("[]")]
    public void Refuses_a_malformed_constraint(string spec) =>
        Problem(Template(schema: """{"x-kubernetes-preserve-unknown-fields": true}"""), Constraint(spec)).Id.ShouldBe(GatekeeperFindings.ConstraintMalformed);

    [Theory]
    [InlineData("""{"labels": "a"}""", "spec.parameters.labels must be of type array, not string.")]
    [InlineData("""{"labels": [1]}""", "spec.parameters.labels[0] must be of type string, not number.")]
    public void Holds_parameters_to_the_schema(string parameters, string fault)
    {
        var problem = Problem(Template(), Constraint($$"""{"parameters": {{parameters}} }"""));
        problem.Id.ShouldBe(GatekeeperFindings.ParametersInvalid);
        problem.Message.ShouldBe(fault);
    }

    [Theory]
    [InlineData("a: [", "line")]
    [InlineData("- 1", "no mapping")]
    [InlineData("a: &x [*x]", "line")]
    public void Refuses_what_is_no_manifest(string text, string because)
    {
        var (manifests, findings) = ManifestReader.Read(text, "file");
        manifests.ShouldBeEmpty();
        findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Id.ShouldBe(GatekeeperFindings.ManifestMalformed),
            f => f.Message.ShouldContain(because));
    }

    [Fact]
    public void Takes_quoted_lines_that_Kubernetes_takes() =>
        Manifest("a:\n  b: \"one\n  two \\\" three\"\n  c: |\n    d: \"x\n    y\n  e: \"f\"").Content.ToString()
            .ShouldBe("""{"a":{"b":"one two \" three","c":"d: \"x\ny\n","e":"f"}}""");

    [Fact]
    public void Refuses_a_file_beyond_the_limit() =>
        ManifestReader.Read(new string(' ', GatekeeperLimits.ManifestCharacters + 1), "file").Findings.ShouldHaveSingleItem();

    [Fact]
    public void Survives_what_nests_without_end()
    {
        ManifestReader.Read("a: " + new string('[', 1_000_000), "file").Findings.ShouldHaveSingleItem();
        ManifestReader.Read("{\"a\": " + new string('[', 1_000_000), "file").Findings.ShouldHaveSingleItem();
    }

    [Fact]
    public void Passes_over_what_is_neither_template_nor_constraint() =>
        Problem(Pod()).ShouldSatisfyAllConditions(f => f.Id.ShouldBe(GatekeeperFindings.ManifestUnknown), f => f.Severity.ShouldBe(Severity.Info));

    [Fact]
    public void Takes_a_list_apart() =>
        ManifestReader.Read($$"""{"apiVersion": "v1", "kind": "List", "items": [{{Pod()}}, {{Pod()}}]}""", "file").Manifests.Count.ShouldBe(2);

    [Theory]
    [InlineData("""{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview"}""")]
    [InlineData("""{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"operation": "CREATE"}}""")]
    [InlineData("""{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"object": {}}}""")]
    [InlineData("""{"metadata": {"name": "web"}}""")]
    public void Refuses_what_is_no_request(string text)
    {
        var (review, problem) = ReviewReader.Read(Manifest(text));
        review.ShouldBeNull();
        problem!.Id.ShouldBe(GatekeeperFindings.ReviewMalformed);
    }

    [Fact]
    public void Refuses_a_namespace_that_is_none() =>
        ReviewReader.Read(Manifest(Pod()), Manifest(Pod())).Problem!.Id.ShouldBe(GatekeeperFindings.ReviewMalformed);
}
