using System.Text.RegularExpressions;
using Attestry.Rego.Builtins;
using Attestry.Rego.Builtins.Patterns;
using Attestry.Rego.Coverage;
using Attestry.Rego.Evaluation;

namespace Attestry.Rego.Testing;

/// <summary>How tests are run.</summary>
public sealed record TestOptions
{
    /// <summary>Only tests whose full name (<c>data.authz_test.test_allowed</c>) it matches somewhere.</summary>
    public Regex? Filter { get; init; }

    /// <summary>Of one test.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    public EvaluationLimits Limits { get; init; } = EvaluationLimits.Default;

    /// <summary>Notes what the tests reach; null when nobody asks.</summary>
    public CoverageRecord? Coverage { get; init; }

    /// <summary>Functions beyond the table's.</summary>
    public IReadOnlyList<Builtin> Further { get; init; } = AbsentBuiltins.All;

    /// <summary>A filter in RE2's syntax, as OPA takes it.</summary>
    /// <exception cref="FormatException">Not a pattern.</exception>
    public static Regex ParseFilter(string pattern)
    {
        try
        {
            return new Regex(Re2Translator.Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or FormatException)
        {
            throw new FormatException($"'{Primitives.Bounded.Quote(pattern)}' is not a regular expression.", e);
        }
    }
}
