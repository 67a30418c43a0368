namespace Attestry.Cli.Servers;

/// <summary>A page of the server's answer to <c>GET /v1/exceptions</c>.</summary>
/// <param name="Next">Null on the last page.</param>
internal sealed record ServerExceptions(IReadOnlyList<ServerException> Items, string? Next);
