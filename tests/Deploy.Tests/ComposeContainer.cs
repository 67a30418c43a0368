namespace Attestry.Deploy.Tests;

/// <summary>One entry of <c>services</c> in <c>docker-compose.yml</c>, anchors and merges resolved.</summary>
internal sealed class ComposeContainer(string name, IReadOnlyDictionary<object, object?> settings)
{
    public string Name { get; } = name;

    public string? Text(string key) => settings.GetValueOrDefault(key) as string;

    public IReadOnlyList<string> List(string key) =>
        settings.GetValueOrDefault(key) is List<object?> list ? [.. list.Select(item => (string)item!)] : [];

    public IReadOnlyDictionary<string, string> Map(string key) =>
        settings.GetValueOrDefault(key) is Dictionary<object, object?> map
            ? map.ToDictionary(pair => (string)pair.Key, pair => pair.Value as string ?? "")
            : new Dictionary<string, string>();

    public bool Has(string key) => settings.ContainsKey(key);

    /// <summary>Built from this repository, rather than pulled.</summary>
    public bool IsOurs => Has("build");

    /// <summary>The project below <c>services/</c> that it runs.</summary>
    public string? Service =>
        settings.GetValueOrDefault("build") is Dictionary<object, object?> build && build.GetValueOrDefault("args") is Dictionary<object, object?> args
            ? args.GetValueOrDefault("SERVICE") as string
            : null;

    /// <summary>The environment with every path as this machine knows it, were the file started from <paramref name="checkout"/>.</summary>
    public Dictionary<string, string?> Settings(ComposeCheckout checkout) =>
        Map("environment").ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), string? (pair) => checkout.OnHost(this, pair.Value));

    public override string ToString() => Name;
}
