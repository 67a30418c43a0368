using Attestry.Contracts;

namespace Attestry.Storage;

/// <summary>A collection's name (lower-case letters and underscores) and its declared indexes.</summary>
public sealed record CollectionDefinition<T>(string Name, params IReadOnlyList<IndexDefinition> Indexes) : ICollectionDefinition
    where T : class, IDocument;
