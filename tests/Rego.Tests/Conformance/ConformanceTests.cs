using Attestry.Rego.Syntax;

namespace Attestry.Rego.Tests.Conformance;

/// <summary>OPA's own conformance cases, where they are on the machine.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public void Answers_the_cases_of_v1_as_OPA_does() => Compare("rego/v1", RegoVersion.V1, KnownFailures.V1, atLeast: 98);

    [Fact]
    public void Answers_the_cases_of_v0_as_OPA_does() => Compare("rego/v0", RegoVersion.V0, KnownFailures.V0, atLeast: 95);

    private static void Compare(string folder, RegoVersion version, IReadOnlyDictionary<string, string> known, double atLeast)
    {
        if (Corpora.Path(folder) is not { } path)
            return;
        var cases = ConformanceCase.Read(path, version);
        var counted = cases.Where(c => !c.IsExperimental).ToList();
        counted.Count.ShouldBeGreaterThan(900);
        (cases.Count - counted.Count).ShouldBe(version == RegoVersion.V1 ? 91 : 0, "cases behind OPA's experimental switch");

        var failures = counted.Select(c => (c.Name, Reason: ConformanceRunner.Failure(c))).Where(f => f.Reason is not null).ToList();

        // The table names each failing case: one that passes by now must go from it.
        failures.Where(f => !known.ContainsKey(f.Name)).Select(f => $"{f.Name}: {f.Reason}").ShouldBeEmpty();
        known.Keys.Except(failures.Select(f => f.Name)).ShouldBeEmpty();
        (100.0 * (counted.Count - failures.Count) / counted.Count).ShouldBeGreaterThanOrEqualTo(atLeast);
    }
}
