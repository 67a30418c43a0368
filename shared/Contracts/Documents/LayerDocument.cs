using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>What the catalogers found in one layer, so that no image that shares it is scanned for it again.</summary>
/// <param name="Id"><c>layer digest|cataloger version</c>.</param>
/// <param name="Catalog">Digest of the catalog in the content store.</param>
public sealed record LayerDocument(string Id, Digest Layer, string CatalogerVersion, Digest Catalog, DateTimeOffset ScannedAt) : IDocument;
