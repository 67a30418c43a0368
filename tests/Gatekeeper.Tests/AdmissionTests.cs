using Attestry.Gatekeeper.Constraints;
using Attestry.Gatekeeper.Manifests;
using Attestry.Rego.Evaluation;
using static Attestry.Gatekeeper.Tests.Policies;

namespace Attestry.Gatekeeper.Tests;

public class AdmissionTests
{
    private const string Always = "package a\nviolation[{\"msg\": \"no\"}] { true }";

    [Fact]
    public void Denies_with_the_rule_s_message_and_details()
    {
        var answer = Library(Template(), Constraint("""{"parameters": {"labels": ["team"]}}""")).Ask(Pod());

        answer.IsAllowed.ShouldBeFalse();
        answer.Evaluated.ShouldBe(1);
        answer.Denials.ShouldBe(["""[owned] missing {"team"}"""]);
        var violation = answer.Violations.ShouldHaveSingleItem();
        (violation.Kind, violation.Name, violation.Action, violation.IsError).ShouldBe(("NeedsLabels", "owned", EnforcementAction.Deny, false));
        violation.Details!.ToString().ShouldBe("""{"missing":["team"]}""");
    }

    [Fact]
    public void Admits_what_nothing_is_against() =>
        Library(Template(), Constraint()).Ask(Pod("""{"name": "web", "labels": {"owner": "me"}}""")).ShouldSatisfyAllConditions(
            a => a.IsAllowed.ShouldBeTrue(),
            a => a.Evaluated.ShouldBe(1));

    [Fact]
    public void Fills_in_the_defaults_of_the_schema() =>
        Library(Template(), Constraint()).Ask(Pod()).Denials.ShouldBe(["""[owned] missing {"owner"}"""]);

    [Fact]
    public void Reads_rego_of_version_v1_from_code() =>
        Library(TemplateV1("package a\nviolation contains {\"msg\": \"no\"} if input.review.kind.kind == \"Pod\""), Constraint()).Ask(Pod()).IsAllowed.ShouldBeFalse();

    [Fact]
    public void Reads_a_template_from_yaml_of_several_documents()
    {
        var (manifests, findings) = ManifestReader.Read(
            """
            apiVersion: templates.gatekeeper.sh/v1beta1
            kind: ConstraintTemplate
            metadata: {name: closed}
            spec:
              crd: {spec: {names: {kind: Closed}}}
              targets:
                - target: admission.k8s.gatekeeper.sh
                  rego: |
                    package closed
                    violation[{"msg": data.lib.words.no}] { true }
                  libs:
                    - |
                      package lib.words
                      no := "closed"
            ---
            apiVersion: constraints.gatekeeper.sh/v1beta1
            kind: Closed
            metadata: {name: all}
            ---
            """,
            "all.yaml");
        findings.ShouldBeEmpty();
        var (library, problems) = ConstraintLibrary.Load(manifests);
        problems.ShouldBeEmpty();
        library.Ask(Pod()).Denials.ShouldBe(["[all] closed"]);
    }

    [Theory]
    [InlineData("deny", EnforcementAction.Deny, false)]
    [InlineData("warn", EnforcementAction.Warn, true)]
    [InlineData("dryrun", EnforcementAction.DryRun, true)]
    public void Does_what_the_enforcement_action_says(string action, EnforcementAction done, bool allowed)
    {
        var answer = Library(Template(Always), Constraint($$"""{"enforcementAction": "{{action}}"}""")).Ask(Pod());
        answer.Violations.ShouldHaveSingleItem().Action.ShouldBe(done);
        answer.IsAllowed.ShouldBe(allowed);
        answer.Warnings.Any().ShouldBe(done == EnforcementAction.Warn);
    }

    [Fact]
    public void Scoped_actions_hold_at_their_points()
    {
        var library = Library(Template(Always), Constraint(
            """
            {"enforcementAction": "scoped", "scopedEnforcementActions": [
              {"action": "warn", "enforcementPoints": [{"name": "validation.gatekeeper.sh"}]},
              {"action": "deny", "enforcementPoints": [{"name": "gator.gatekeeper.sh"}]}]}
            """));
        At(EnforcementPoint.Admission).ShouldBe([EnforcementAction.Warn]);
        At(EnforcementPoint.CommandLine).ShouldBe([EnforcementAction.Deny]);
        At(EnforcementPoint.Audit).ShouldBeEmpty();

        EnforcementAction[] At(string point) =>
            [.. library.Ask(Pod(), options: new() { Time = TimeProvider.System, Point = point }).Violations.Select(v => v.Action)];
    }

    [Fact]
    public void Shows_the_inventory_to_rules()
    {
        var library = Library(
            Template("package a\nviolation[{\"msg\": name}] { data.inventory.namespace[ns][\"v1\"].Pod[name]; ns == input.review.namespace }\nviolation[{\"msg\": name}] { data.inventory.cluster[\"rbac.authorization.k8s.io/v1\"].ClusterRole[name] }"),
            Constraint());
        var inventory = Inventory.Of([Manifest(Pod()), Manifest("""{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "admin"}}""")]);
        library.Ask(Pod(), options: new() { Time = TimeProvider.System, Inventory = inventory }).Denials.ShouldBe(["[owned] admin", "[owned] web"], ignoreOrder: true);
    }

    [Fact]
    public void Judges_a_request_that_deletes_by_what_goes_away() =>
        Library(Template("package a\nviolation[{\"msg\": msg}] { msg := sprintf(\"%v %v\", [input.review.operation, input.review.object.metadata.name]) }"), Constraint())
            .Ask(Request($$"""{"operation": "DELETE", "object": null, "oldObject": {{Pod()}} }"""))
            .Denials.ShouldBe(["[owned] DELETE web"]);

    [Theory]
    [InlineData("package a\nviolation[{\"msg\": 1}] { true }", "has no msg")]
    [InlineData("package a\nviolation[\"no\"] { true }", "has no msg")]
    [InlineData("package a\nviolation[false] { true }", "has no msg")]
    [InlineData("package a\nf(x) = 1 { x }\nf(x) = 2 { x }\nviolation[{\"msg\": \"no\"}] { f(true) == 3 }", "must not produce multiple outputs")]
    [InlineData("package a\nviolation[{\"msg\": \"no\"}] { count(numbers.range(1, 100000000)) < 0 }", "could not be judged")]
    public void What_cannot_be_judged_is_denied(string rego, string because)
    {
        var answer = Library(Template(rego), Constraint()).Ask(Pod());
        answer.IsAllowed.ShouldBeFalse();
        var violation = answer.Violations.ShouldHaveSingleItem();
        violation.IsError.ShouldBeTrue();
        violation.Message.ShouldContain(because);
    }

    [Fact]
    public void Too_many_steps_or_a_late_answer_are_denied()
    {
        var library = Library(Template("package a\nviolation[{\"msg\": \"no\"}] { x := input.review.xs[_]; y := input.review.xs[_]; x + y < 0 }"), Constraint());
        var xs = string.Join(',', Enumerable.Range(0, 500));
        var request = Request($$"""{"xs": [{{xs}}], "object": {{Pod()}} }""");
        library.Ask(request).IsAllowed.ShouldBeTrue();
        library.Ask(request, options: new() { Time = TimeProvider.System, Limits = new EvaluationLimits { Steps = 1000 } }).Violations.ShouldHaveSingleItem().IsError.ShouldBeTrue();

        using var over = new CancellationTokenSource();
        over.Cancel();
        library.Review(Review(request), new() { Time = TimeProvider.System }, over.Token).IsAllowed.ShouldBeFalse();
    }

    [Fact]
    public void Templates_do_not_see_each_other()
    {
        var library = Library(
            Template("package same\nshared { true }\nviolation[{\"msg\": \"first\"}] { shared }", "First"),
            Template("package same\nviolation[{\"msg\": \"second\"}] { true }", "Second"),
            Constraint(kind: "First", name: "one"),
            Constraint(kind: "Second", name: "two"));
        library.Ask(Pod()).Denials.ShouldBe(["[one] first", "[two] second"]);
    }
}
