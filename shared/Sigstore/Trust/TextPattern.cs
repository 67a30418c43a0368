using System.Text.RegularExpressions;
using Attestry.Primitives.Limits;

namespace Attestry.Sigstore.Trust;

/// <summary>What an issuer or subject must be: one text, or any that a regular expression matches as a whole.</summary>
public sealed class TextPattern
{
    private readonly string _text;

    private readonly Regex? _expression;

    private TextPattern(string text, Regex? expression) => (_text, _expression) = (text, expression);

    /// <exception cref="ArgumentException">The text is empty, which would match what nobody named.</exception>
    public static TextPattern Exactly(string text) => new(Demand(text), null);

    /// <summary>Matches in time linear in the text. A match within the text does not count: <c>acme</c> is not <c>https://evil/acme</c>.</summary>
    /// <exception cref="ArgumentException">Not a regular expression, or one that needs to go back.</exception>
    public static TextPattern Matching(string expression)
    {
        Demand(expression);
        try
        {
            // On its own first, so that a bracket too many cannot close the group that anchors it.
            _ = new Regex(expression, Options);
            return new(expression, new Regex($@"\A(?:{expression})\z", Options));
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException($"The expression cannot be matched in linear time: {e.Message}", nameof(expression), e);
        }
    }

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    public bool Matches(string text) => _expression is null
        ? string.Equals(_text, text, StringComparison.Ordinal)
        : text.Length <= SignatureLimits.IdentityCharacters && _expression.IsMatch(text);

    public override string ToString() => _expression is null ? _text : $"/{_text}/";

    private static string Demand(string text) => text.Length > 0 ? text : throw new ArgumentException("The pattern is empty.", nameof(text));
}
