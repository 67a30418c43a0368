namespace Attestry.Cli.Output;

/// <param name="Key">The secret, which is kept nowhere.</param>
/// <param name="Settings">What the server's configuration needs to know it; no secret.</param>
internal sealed record NewApiKey(string Key, IReadOnlyDictionary<string, string> Settings);
