using Attestry.Rego.Values;

namespace Attestry.Rego.Testing;

/// <summary>The cases of one test: those that its value holds, and those that were begun and are not in it.</summary>
internal sealed class TestCases
{
    private readonly SortedDictionary<string, TestCases> _inner = new(StringComparer.Ordinal);
    private bool _failed;

    internal bool IsFailed => _failed || _inner.Values.Any(one => one.IsFailed);

    internal IReadOnlyList<TestCaseResult> Results => [.. _inner.Select(one => new TestCaseResult(one.Key, one.Value.IsFailed, one.Value.Results))];

    internal static TestCases Of(RegoValue value)
    {
        var cases = new TestCases();
        if (value is RegoObject keys)
        {
            foreach (var (key, inner) in keys.Entries)
                cases._inner[Text(key)] = Of(inner);
        }
        else
        {
            cases._failed = value != RegoBoolean.True;
        }
        return cases;
    }

    /// <summary>A case that was begun; it failed unless it is known.</summary>
    internal void Begun(RegoArray keys)
    {
        var at = this;
        var isNew = false;
        foreach (var key in keys.Items)
        {
            var name = Text(key);
            isNew = !at._inner.TryGetValue(name, out var inner);
            at = inner ?? (at._inner[name] = new());
        }
        at._failed |= isNew;
    }

    private static string Text(RegoValue key) => key is RegoString text ? text.Value : key.ToString();
}
