namespace Attestry.Rego.Testing;

/// <summary>One case of a test that has several: <c>test_concat[note] if …</c>.</summary>
/// <param name="Name">The key; of one that is no string its JSON.</param>
/// <param name="Cases">Of a test with several keys those below this one, in order of names.</param>
public sealed record TestCaseResult(string Name, bool IsFailed, IReadOnlyList<TestCaseResult> Cases);
