namespace Attestry.StatusApi.Http;

/// <summary>A page of a list.</summary>
/// <param name="Next">Give it as <c>after</c> for the following page (also in the <c>Link</c> header); null on the last.</param>
public sealed record PageBody<T>(IReadOnlyList<T> Items, string? Next);
