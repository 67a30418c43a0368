using System.Text.RegularExpressions;

namespace Attestry.Rego.Builtins.Patterns;

/// <summary>Compiled patterns, kept for all evaluations of a program up to a number of them.</summary>
internal static class PatternCache
{
    /// <summary>A program that makes more patterns than these makes them from its input; keeping them all would fill the memory.</summary>
    private const int MostPatterns = 1000;

    /// <summary>Linear matching of a few megabytes takes less.</summary>
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(5);

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    internal static Regex Regex(this BuiltinContext context, string pattern)
    {
        try
        {
            return context.Compiled("re2", pattern, Re2Translator.Translate);
        }
        catch (FormatException e)
        {
            throw new BuiltinException($"error parsing regexp: {e.Message}: `{Primitives.Bounded.Quote(pattern)}`");
        }
    }

    /// <exception cref="FormatException">From <paramref name="translate"/>.</exception>
    internal static Regex Compiled(this BuiltinContext context, string kind, string pattern, Func<string, string> translate)
    {
        if (context.Patterns.TryGetValue((kind, pattern), out var known))
            return (Regex)known;
        context.Charge(50 + pattern.Length * 2L);
        Regex made;
        try
        {
            made = new Regex(translate(pattern), Options, LongestMatch);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new FormatException("invalid or too large pattern", e);
        }
        if (context.Patterns.Count >= MostPatterns)
            context.Patterns.Clear();
        context.Patterns[(kind, pattern)] = made;
        return made;
    }

    /// <summary>Runs a match; one that takes too long ends the query.</summary>
    internal static T Run<T>(this BuiltinContext context, string text, Func<T> match)
    {
        context.Charge(1 + text.Length / 8);
        try
        {
            return match();
        }
        catch (RegexMatchTimeoutException)
        {
            throw new BudgetException("matching a pattern took longer than its limit allows");
        }
    }
}
