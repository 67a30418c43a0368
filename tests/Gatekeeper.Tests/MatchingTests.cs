using Attestry.Gatekeeper.Reviews;
using static Attestry.Gatekeeper.Tests.Policies;

namespace Attestry.Gatekeeper.Tests;

public class MatchingTests
{
    private const string Always = "package a\nviolation[{\"msg\": \"no\"}] { true }";
    private const string Shop = """{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop", "labels": {"tier": "gold"}}}""";
    private const string Role = """{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "admin"}}""";

    private static readonly string Labelled = Pod("""{"name": "web", "labels": {"app": "web"}}""");

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"kinds": [{"apiGroups": [""], "kinds": ["Pod"]}]}""", true)]
    [InlineData("""{"kinds": [{"apiGroups": ["*"], "kinds": ["*"]}]}""", true)]
    [InlineData("""{"kinds": [{"kinds": ["Pod"]}]}""", true)]
    [InlineData("""{"kinds": [{"apiGroups": ["apps"], "kinds": ["Pod"]}]}""", false)]
    [InlineData("""{"kinds": [{"apiGroups": [""], "kinds": ["Service"]}, {"apiGroups": [""], "kinds": ["Pod"]}]}""", true)]
    [InlineData("""{"scope": "Namespaced"}""", true)]
    [InlineData("""{"scope": "Cluster"}""", false)]
    [InlineData("""{"namespaces": ["shop"]}""", true)]
    [InlineData("""{"namespaces": ["sh*"]}""", true)]
    [InlineData("""{"namespaces": ["*op"]}""", true)]
    [InlineData("""{"namespaces": ["*ho*"]}""", true)]
    [InlineData("""{"namespaces": ["hop", "sho"]}""", false)]
    [InlineData("""{"excludedNamespaces": ["kube-*"]}""", true)]
    [InlineData("""{"excludedNamespaces": ["*-system", "sh*"]}""", false)]
    [InlineData("""{"namespaces": ["shop"], "excludedNamespaces": ["shop"]}""", false)]
    [InlineData("""{"name": "we*"}""", true)]
    [InlineData("""{"name": "db"}""", false)]
    [InlineData("""{"labelSelector": {"matchLabels": {"app": "web"}}}""", true)]
    [InlineData("""{"labelSelector": {"matchLabels": {"app": "db"}}}""", false)]
    [InlineData("""{"labelSelector": {"matchExpressions": [{"key": "app", "operator": "In", "values": ["db", "web"]}]}}""", true)]
    [InlineData("""{"labelSelector": {"matchExpressions": [{"key": "app", "operator": "NotIn", "values": ["web"]}]}}""", false)]
    [InlineData("""{"labelSelector": {"matchExpressions": [{"key": "gone", "operator": "NotIn", "values": ["web"]}]}}""", true)]
    [InlineData("""{"labelSelector": {"matchExpressions": [{"key": "app", "operator": "Exists"}, {"key": "gone", "operator": "DoesNotExist"}]}}""", true)]
    [InlineData("""{"labelSelector": {"matchExpressions": [{"key": "app", "operator": "DoesNotExist"}]}}""", false)]
    [InlineData("""{"labelSelector": {}}""", true)]
    [InlineData("""{"namespaceSelector": {"matchLabels": {"tier": "gold"}}}""", true)]
    [InlineData("""{"namespaceSelector": {"matchLabels": {"tier": "tin"}}}""", false)]
    [InlineData("""{"source": "Original"}""", true)]
    [InlineData("""{"source": "Generated"}""", false)]
    public void Is_about_a_pod_of_a_namespace(string match, bool about) =>
        Matches(match, Pod("""{"name": "web", "namespace": "shop", "labels": {"app": "web"}}"""), Shop).ShouldBe(about);

    [Theory]
    [InlineData("""{"scope": "Cluster"}""", true)]
    [InlineData("""{"scope": "Namespaced"}""", false)]
    [InlineData("""{"namespaces": ["shop"]}""", true)]
    [InlineData("""{"excludedNamespaces": ["*"]}""", true)]
    [InlineData("""{"namespaceSelector": {"matchLabels": {"tier": "tin"}}}""", true)]
    [InlineData("""{"kinds": [{"apiGroups": ["rbac.authorization.k8s.io"], "kinds": ["*"]}]}""", true)]
    public void Is_about_what_is_in_no_namespace(string match, bool about) => Matches(match, Role).ShouldBe(about);

    [Theory]
    [InlineData("""{"namespaces": ["shop"]}""", true)]
    [InlineData("""{"namespaces": ["other"]}""", false)]
    [InlineData("""{"excludedNamespaces": ["shop"]}""", false)]
    [InlineData("""{"namespaceSelector": {"matchLabels": {"tier": "gold"}}}""", true)]
    [InlineData("""{"scope": "Cluster"}""", true)]
    public void Is_about_a_namespace_itself(string match, bool about) => Matches(match, Shop).ShouldBe(about);

    [Theory]
    [InlineData("web-*", true)]
    [InlineData("*-x", false)]
    [InlineData("web-", false)]
    public void Knows_only_the_beginning_of_a_generated_name(string name, bool about) =>
        Matches($$"""{"name": "{{name}}"}""", Pod("""{"generateName": "web-"}""")).ShouldBe(about);

    [Fact]
    public void Is_about_a_change_of_what_it_was_about() =>
        Matches(
            """{"labelSelector": {"matchLabels": {"app": "web"}}}""",
            Request($$"""{"operation": "UPDATE", "object": {{Pod()}}, "oldObject": {{Labelled}} }""")).ShouldBeTrue();

    [Fact]
    public void Takes_kind_and_namespace_from_the_request_where_the_object_has_none() =>
        Matches(
            """{"kinds": [{"apiGroups": ["apps"], "kinds": ["Scale"]}], "namespaces": ["shop"]}""",
            """{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"kind": {"group": "apps", "version": "v1", "kind": "Scale"}, "namespace": "shop", "object": {"spec": {}}}}""").ShouldBeTrue();

    [Fact]
    public void Denies_when_a_namespace_that_decides_is_not_known()
    {
        var answer = Library(Template(Always), Constraint("""{"match": {"namespaceSelector": {"matchLabels": {"tier": "gold"}}}}""")).Ask(Pod());
        answer.IsAllowed.ShouldBeFalse();
        answer.Violations.ShouldHaveSingleItem().Message.ShouldContain("needs the namespace shop");
    }

    [Fact]
    public void Is_about_generated_objects_where_it_says_so() =>
        Library(Template(Always), Constraint("""{"match": {"source": "Generated"}}"""))
            .Review(Review(Pod(), source: ReviewSource.Generated), new() { Time = TimeProvider.System }).IsAllowed.ShouldBeFalse();

    private static bool Matches(string match, string text, string? ns = null)
    {
        var answer = Library(Template(Always), Constraint($$"""{"match": {{match}} }""")).Ask(text, ns);
        answer.IsAllowed.ShouldBe(answer.Evaluated == 0);
        return answer.Evaluated == 1;
    }
}
