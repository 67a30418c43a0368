using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Policy.BuiltIn;
using Attestry.Policy.Sets;
using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Policy.Tests;

public sealed class PolicySetsTests
{
    private const string Denies = "package attestry\nrequired_evidence := []\ndeny contains {\"id\": \"acme.denied\", \"msg\": \"no\", \"evidence\": [\"pkg:npm/x@1\"]}";

    private const string Warns = "package attestry\nrequired_evidence := []\nwarn contains {\"id\": \"acme.warned\", \"msg\": \"hm\"}";

    private static readonly ArtifactDocument Image = Sample.Artifact();

    private static readonly BuiltInPolicy BuiltIn = new(new());

    [Fact]
    public void Without_a_set_that_enforces_the_built_in_rules_decide()
    {
        var bare = new PolicySets([], BuiltIn);
        bare.Identify(Image, "default").Digest.ShouldBe(BuiltIn.Identify(Image, "default").Digest);
        bare.Evaluate(Sample.Input(Image)).State.ShouldBe(DecisionState.Failed);
        var elsewhere = new PolicySets([Bundled.Set("one", Denies, repositories: "ghcr.io/**")], BuiltIn);
        elsewhere.Evaluate(Sample.Good(Image)).State.ShouldBe(DecisionState.Passed);
        elsewhere.Evaluate(Sample.Good(Image)).Policy.Id.ShouldBe(BuiltInPolicy.Id);
        var audited = new PolicySets([Bundled.Set("one", Denies, PolicyMode.Audit)], BuiltIn).Evaluate(Sample.Input(Image));
        audited.Deny.ShouldAllBe(finding => finding.Id == EvidenceFindings.Missing);
        audited.Policy.Id.ShouldBe(BuiltInPolicy.Id);
    }

    [Fact]
    public void All_sets_that_cover_it_count_and_the_worst_wins()
    {
        var result = new PolicySets([Bundled.Set("one", Warns), Bundled.Set("two", Denies), Bundled.Set("three", Denies, repositories: "ghcr.io/**")], BuiltIn).Evaluate(Sample.Good(Image));
        result.State.ShouldBe(DecisionState.Failed);
        result.Entries.Select(e => (e.Set, e.Finding.Id)).ShouldBe([("one", "acme.warned"), ("two", "acme.denied")]);
        result.Policy.Id.ShouldBe("https://attestry.dev/policies/one+two");
        result.Policy.Digest.Matches(result.Policy.Document).ShouldBeTrue();
        JsonDocument.Parse(result.Policy.Document).RootElement.GetProperty("sets").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void What_is_audited_is_recorded_and_decides_nothing()
    {
        var sets = new PolicySets([Bundled.Set("one", Warns), Bundled.Set("two", Denies, PolicyMode.Audit)], BuiltIn);
        var result = sets.Evaluate(Sample.Good(Image));
        result.State.ShouldBe(DecisionState.Warned);
        result.Entries.ShouldContain(e => e.Set == "two" && e.Audit && e.Finding.Id == "acme.denied" && e.Effect == DecisionEffect.Deny);
        result.Policy.Digest.ShouldNotBe(new PolicySets([Bundled.Set("one", Warns), Bundled.Set("two", Denies)], BuiltIn).Identify(Image, "default").Digest);
    }

    [Fact]
    public void An_audited_set_that_breaks_is_recorded_too_and_awaits_nothing()
    {
        var result = new PolicySets(
            [Bundled.Set("one", Warns), Bundled.Set("two", "package attestry\nrequired_evidence := [\"provenance\"]\ndeny contains sprintf(\"%d\", [1 / 0])", PolicyMode.Audit)], BuiltIn).Evaluate(Sample.Good(Image));
        result.State.ShouldBe(DecisionState.Warned);
        result.Entries.ShouldContain(e => e.Audit && e.Finding.Id == PolicyFindings.EvaluationError);
        result.RequiredEvidence.ShouldBeEmpty();
    }

    [Fact]
    public void A_set_holds_for_the_environments_that_it_names()
    {
        var sets = new PolicySets([Bundled.Set("all", Warns), Bundled.Set("strict", Denies, PolicyMode.Enforce, "**", "production", "default")], BuiltIn);
        sets.Environments.ShouldBe(["default", "production"]);
        sets.Evaluate(Sample.Good(Image) with { Environment = "production" }).State.ShouldBe(DecisionState.Failed);
        sets.Evaluate(Sample.Good(Image) with { Environment = "staging" }).State.ShouldBe(DecisionState.Warned);
        new PolicySets([Bundled.Set("s", Denies, PolicyMode.Enforce, "**", "staging")], BuiltIn).Environments.ShouldBe(["default", "staging"]);
    }

    [Fact]
    public void All_sets_look_at_one_document_and_a_changed_input_is_another()
    {
        const string shows = "package attestry\nrequired_evidence := []\nwarn contains input.environment";
        var sets = new PolicySets([Bundled.Set("one", shows), Bundled.Set("two", shows)], BuiltIn);
        var input = Sample.Good(Image) with { Environment = "first" };
        Shown(input).ShouldBe(["first", "first"]);
        input.Document.ShouldBeSameAs(input.Document);
        Shown(input with { Environment = "second" }).ShouldBe(["second", "second"]);
        Shown(input).ShouldBe(["first", "first"]);

        IEnumerable<string> Shown(PolicyInput of) => sets.Evaluate(of).Entries.Select(entry => entry.Finding.Message);
    }

    [Fact]
    public void A_set_without_a_bundle_that_works_denies()
    {
        var sets = new PolicySets([new("one", ["**"], [], PolicyMode.Enforce, new UnavailablePolicy("one", "syntax error"))], BuiltIn);
        sets.Evaluate(Sample.Good(Image)).Deny.ShouldHaveSingleItem().Id.ShouldBe(PolicyFindings.Unavailable);
        sets.Evaluate(Sample.Good(Image) with { Exceptions = [Exception(repository: "**")] }).State.ShouldBe(DecisionState.Failed);
    }

    public static TheoryData<string, string?, string?, string?, bool> Scopes => new()
    {
        { "**", null, null, null, true },
        { "registry.example/acme/*", null, "pkg:npm/x", "acme.denied", true },
        { "registry.example/other/*", null, null, "acme.denied", false },
        { "**", "this", null, null, true },
        { "**", "other", null, null, false },
        { "**", null, "pkg:npm/x@1", null, true },
        { "**", null, "pkg:npm/x@2", null, false },
        { "**", null, "pkg:npm/*", null, true },
        { "**", null, "x", null, true },
        { "**", null, "y", null, false },
        { "**", null, null, "acme.other", false },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public void An_exception_takes_away_what_it_covers_and_the_decision_names_it(string? repository, string? digest, string? package, string? finding, bool covers)
    {
        var exception = Exception(repository, digest is null ? null : digest == "this" ? Image.Digest : Digest.Sha256("other"u8), package, finding);
        var covering = Exceptions.ExceptionScope.Covers(exception, Image) ? new[] { exception } : [];
        var result = new PolicySets([Bundled.Set("one", Denies)], BuiltIn).Evaluate(Sample.Good(Image) with { Exceptions = covering });
        result.State.ShouldBe(covers ? DecisionState.Passed : DecisionState.Failed);
        result.Entries.ShouldHaveSingleItem().Exception.ShouldBe(covers ? "e-1" : null);
    }

    [Theory]
    [InlineData("log4j-core")]
    [InlineData("org.apache.logging.log4j:log4j-core")]
    [InlineData("pkg:maven/org.apache.logging.log4j/log4j-core")]
    public void A_package_is_named_as_people_write_it(string name)
    {
        var set = Bundled.Set("one", Denies.Replace("pkg:npm/x@1", "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.0", StringComparison.Ordinal));
        new PolicySets([set], BuiltIn).Evaluate(Sample.Good(Image) with { Exceptions = [Exception("**", package: name)] }).State.ShouldBe(DecisionState.Passed);
    }

    [Theory]
    [InlineData("CVE-2026-1", "e-1")]
    [InlineData("CVE-2026-2", null)]
    public void An_exception_may_name_one_vulnerability_of_those_that_a_rule_denies(string finding, string? excuses)
    {
        const string Vulnerable = """package attestry deny contains {"id": "policy.vulnerable", "msg": "it is", "evidence": ["pkg:deb/debian/zlib1g@1", "CVE-2026-1", "GHSA-1"]} if true""";
        var result = new PolicySets([Bundled.Set("one", Vulnerable.Replace(" deny", "\ndeny", StringComparison.Ordinal))], BuiltIn).Evaluate(Sample.Good(Image) with { Exceptions = [Exception(finding: finding)] });
        result.Entries.ShouldHaveSingleItem().Exception.ShouldBe(excuses);
    }

    [Fact]
    public void Exceptions_cover_the_built_in_rules_too()
    {
        var denied = new BuiltInPolicy(new() { DenyList = [new() { Package = "pkg:npm/x", Reason = "bad" }] });
        var sets = new PolicySets([], denied);
        sets.Evaluate(Sample.Good(Image, "pkg:npm/x@1")).State.ShouldBe(DecisionState.Failed);
        sets.Evaluate(Sample.Good(Image, "pkg:npm/x@1") with { Exceptions = [Exception(package: "pkg:npm/x", finding: PolicyFindings.PackageDenied)] }).State.ShouldBe(DecisionState.Passed);
    }

    [Fact]
    public void Nothing_excuses_an_artifact_from_being_judged()
    {
        var broken = new PolicySets([Bundled.Set("one", "package attestry\ndeny contains sprintf(\"%d\", [1 / 0])")], BuiltIn);
        broken.Evaluate(Sample.Good(Image) with { Exceptions = [Exception("**")] }).State.ShouldBe(DecisionState.Failed);
        Exceptions.ExceptionScope.Problem(Exception(finding: PolicyFindings.EvaluationError)).ShouldNotBeNull();
        Exceptions.ExceptionScope.Problem(Exception()).ShouldNotBeNull();
        Exceptions.ExceptionScope.Problem(Exception(package: "pkg:npm")).ShouldNotBeNull();
        Exceptions.ExceptionScope.Problem(Exception(package: "pkg:npm/x")).ShouldBeNull();
    }

    private static ExceptionDocument Exception(string? repository = null, Digest? digest = null, string? package = null, string? finding = null) =>
        new("e-1", repository, digest, package, finding, "why", "admin", "0123456789abcdef", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, null, null);
}
