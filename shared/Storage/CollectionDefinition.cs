using Attestry.Contracts;

namespace Attestry.Storage;

/// <summary>A collection's name and its declared indexes. Adding an index later is safe; the next start builds it.</summary>
public sealed record CollectionDefinition<T> : ICollectionDefinition
    where T : class, IDocument
{
    /// <param name="name">Lower-case letters, digits and underscores.</param>
    public CollectionDefinition(string name, params IReadOnlyList<IndexDefinition> indexes)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        if (!IndexDefinition.NamePattern().IsMatch(name))
            throw new ArgumentException($"'{name}' cannot be a collection's name.", nameof(name));
        if (indexes.DistinctBy(index => index.Name).Count() != indexes.Count)
            throw new ArgumentException($"Collection '{name}' declares two indexes of one name.", nameof(indexes));
        (Name, Indexes) = (name, indexes);
    }

    public string Name { get; }

    public IReadOnlyList<IndexDefinition> Indexes { get; }
}
