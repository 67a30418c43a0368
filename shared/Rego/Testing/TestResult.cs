using Attestry.Rego.Syntax;

namespace Attestry.Rego.Testing;

/// <summary>What came of one test.</summary>
/// <param name="Package"><c>data.authz_test</c></param>
/// <param name="Name"><c>test_allowed</c>; a second rule of the name is <c>test_allowed#01</c>.</param>
public sealed record TestResult(string Package, string Name, SourceLocation Location, TestOutcome Outcome)
{
    public TimeSpan Duration { get; init; }

    /// <summary>What <c>print</c> and <c>trace</c> said.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    /// <summary>Why it <see cref="TestOutcome.Errored"/>.</summary>
    public RegoError? Error { get; init; }

    /// <summary>In order of names.</summary>
    public IReadOnlyList<TestCaseResult> Cases { get; init; } = [];
}
