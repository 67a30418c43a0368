namespace Attestry.Rego.Testing;

/// <summary>What came of a test.</summary>
public enum TestOutcome
{
    NotRun = 0,

    /// <summary>The rule is <c>true</c>, or each of its cases is.</summary>
    Passed,

    /// <summary>It is undefined, or anything but <c>true</c>.</summary>
    Failed,

    /// <summary>Its name starts with <c>todo_</c>.</summary>
    Skipped,

    /// <summary>Its evaluation ended in an error or took too long.</summary>
    Errored,
}
