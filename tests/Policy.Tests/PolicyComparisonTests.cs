using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.Policy.Comparison;
using Attestry.Policy.Input;
using Attestry.Primitives.Findings;

namespace Attestry.Policy.Tests;

public sealed class PolicyComparisonTests
{
    private const string Passes = "package attestry\ndeny contains \"never\" if false";

    private const string Denies = "package attestry\ndeny contains {\"id\": \"acme.denied\", \"msg\": \"no\", \"evidence\": [p.purl]} if some p in input.sbom.packages";

    [Fact]
    public void Says_whose_verdict_changes_and_by_what()
    {
        var change = Compare(Passes, Denies, Sample.Good(Sample.Artifact(), "pkg:npm/x@1", "pkg:npm/y@1"));
        (change.Artifact, change.Before, change.After, change.ChangesVerdict).ShouldBe((Sample.Artifact().Id, DecisionState.Passed, DecisionState.Failed, true));
        change.Gone.ShouldBeEmpty();
        change.New.Select(e => e.Finding.Location).ShouldBe(["pkg:npm/x@1", "pkg:npm/y@1"]);
        var back = Compare(Denies, Passes, Sample.Good(Sample.Artifact(), "pkg:npm/x@1"));
        (back.Before, back.After, back.Gone.Count, back.New.Count).ShouldBe((DecisionState.Failed, DecisionState.Passed, 1, 0));
    }

    [Fact]
    public void Another_reason_for_the_same_verdict_is_a_change_but_not_of_the_verdict()
    {
        var change = Compare(Denies, Denies.Replace("acme.denied", "acme.renamed", StringComparison.Ordinal), Sample.Good(Sample.Artifact(), "pkg:npm/x@1"));
        (change.ChangesVerdict, change.ChangesAnything).ShouldBe((false, true));
        Compare(Denies, Denies, Sample.Good(Sample.Artifact(), "pkg:npm/x@1")).ChangesAnything.ShouldBeFalse();
    }

    [Fact]
    public void What_an_exception_takes_away_changes_no_verdict()
    {
        var exception = new ExceptionDocument("e", null, null, "pkg:npm/x", null, "why", "admin", "", default, DateTimeOffset.MaxValue, null, null);
        var change = Compare(Passes, Denies, Sample.Good(Sample.Artifact(), "pkg:npm/x@1") with { Exceptions = [exception] });
        change.ChangesVerdict.ShouldBeFalse();
        change.New.ShouldHaveSingleItem().Exception.ShouldBe("e");
    }

    [Fact]
    public void Missing_evidence_and_policies_that_break_count_against_it()
    {
        Compare(Passes, Passes, Sample.Input(Sample.Artifact())).After.ShouldBe(DecisionState.Failed);
        Compare(Passes, "package attestry\ndeny contains to_number(input.environment)", Sample.Good(Sample.Artifact())).New.ShouldHaveSingleItem().Finding.Id.ShouldBe(PolicyFindings.EvaluationError);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"artifact":{}}""")]
    public void What_is_no_input_is_refused(string json) =>
        Should.Throw<JsonException>(() => new PolicyComparison(Bundled.Engine(Passes), Bundled.Engine(Denies)).Compare(JsonDocument.Parse(json).RootElement));

    private static PolicyChange Compare(string before, string after, PolicyInput input) =>
        new PolicyComparison(Bundled.Engine(before), Bundled.Engine(after)).Compare(JsonDocument.Parse(InputMapping.ToJson(input)).RootElement);
}
