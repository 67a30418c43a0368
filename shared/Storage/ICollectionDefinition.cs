namespace Attestry.Storage;

/// <summary>What a provider needs to prepare a collection, whatever its documents are.</summary>
public interface ICollectionDefinition
{
    string Name { get; }

    IReadOnlyList<IndexDefinition> Indexes { get; }
}
