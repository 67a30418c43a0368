namespace Attestry.Storage;

/// <summary>
/// A walk over one declared index: its first fields are fixed to <see cref="EqualTo"/>, the next field may be bounded,
/// and the remaining order is the index's. Immutable.
/// </summary>
/// <param name="Index">Name of a declared index.</param>
/// <param name="EqualTo">
/// Values of the index's first fields, as they stand in JSON (of a time: <see cref="DocumentJson.Time"/>); may be fewer
/// than it has, or none. Null selects the documents that have no value there.
/// </param>
public sealed record Query(string Index, params IReadOnlyList<string?> EqualTo)
{
    public const int LargestPage = 1000;

    /// <summary>Lower bound, inclusive, on the field after the fixed ones. Documents without a value are below every bound.</summary>
    public string? From { get; init; }

    /// <summary>Upper bound, exclusive, on the field after the fixed ones; without <see cref="From"/>, documents without a value are selected too.</summary>
    public string? Below { get; init; }

    /// <summary>Walks the index from its end.</summary>
    public bool Descending { get; init; }

    /// <summary>1 to <see cref="LargestPage"/>.</summary>
    public int Take { get; init; } = 100;

    /// <summary>
    /// <see cref="Page{T}.Next"/> of the page before; null for the first. A token belongs to one index, prefix and
    /// direction; bounds and page size may change between pages.
    /// </summary>
    public string? After { get; init; }
}
