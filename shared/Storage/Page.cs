using Attestry.Contracts;

namespace Attestry.Storage;

/// <param name="Next">
/// The place after the last item: give it to <see cref="Query.After"/> for the following page. Opaque, safe in a URL, and
/// stable: what is written meanwhile neither repeats nor hides another document. Null on the last page.
/// </param>
public sealed record Page<T>(IReadOnlyList<Stored<T>> Items, string? Next)
    where T : class, IDocument;
