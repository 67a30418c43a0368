namespace Attestry.Cli.Servers;

/// <summary>A page of a server's list.</summary>
/// <param name="Next">Null on the last.</param>
internal sealed record ServerPage<T>(IReadOnlyList<T> Items, string? Next);
