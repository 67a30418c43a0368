using Attestry.Primitives;

namespace Attestry.Contracts.Documents;

/// <summary>A VEX document that an administrator uploaded.</summary>
/// <param name="Repository">For which artifacts its word counts: a pattern of <c>registry/repository</c>.</param>
/// <param name="Format"><c>openvex</c>, <c>cyclonedx</c> or <c>csaf</c>.</param>
/// <param name="Content">Digest of the document in the content store.</param>
/// <param name="Statements">How many of its statements count.</param>
/// <param name="Author">Name of the API key that uploaded it.</param>
/// <param name="WithdrawnAt">Since when its word counts no more.</param>
public sealed record VexDocument(
    string Id,
    string Repository,
    string Format,
    Digest Content,
    int Statements,
    string Author,
    string AuthorKey,
    DateTimeOffset CreatedAt,
    DateTimeOffset? WithdrawnAt,
    string? WithdrawnBy) : IDocument;
