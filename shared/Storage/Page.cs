using Attestry.Contracts;

namespace Attestry.Storage;

/// <param name="Next">Opaque; give it to <see cref="Query.After"/> for the following page. Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<Stored<T>> Items, string? Next)
    where T : class, IDocument;
