using System.Text.RegularExpressions;

namespace Attestry.Storage;

/// <summary>
/// An index over top-level fields whose JSON value is text or null (text, enumerations, digests, times). Text is ordered
/// by its UTF-8 bytes; null comes before all text, the empty one too. Times are written with fixed width in UTC, so that
/// their order as text is their order in time. Documents with the same values are ordered by id.
/// </summary>
public sealed partial record IndexDefinition
{
    private const int MostFields = 8;

    /// <param name="name">Lower-case letters, digits and underscores.</param>
    /// <param name="fields">JSON names (letters and digits), most significant first; 1 to 8.</param>
    public IndexDefinition(string name, params IReadOnlyList<string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (!NamePattern().IsMatch(name))
            throw new ArgumentException($"'{name}' cannot be an index's name.", nameof(name));
        if (fields.Count is 0 or > MostFields || !fields.All(FieldPattern().IsMatch) || fields.Distinct(StringComparer.OrdinalIgnoreCase).Count() != fields.Count)
            throw new ArgumentException($"Index '{name}' needs 1 to {MostFields} different fields of letters and digits.", nameof(fields));
        (Name, Fields) = (name, fields);
    }

    public string Name { get; }

    public IReadOnlyList<string> Fields { get; }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,30}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{0,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FieldPattern();
}
