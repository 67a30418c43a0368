namespace Attestry.TestKit.Servers;

/// <summary>One endpoint that a registry notifies. Nothing in it may need escaping in YAML.</summary>
public sealed record RegistryWebhook(string Name, Uri Url)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
