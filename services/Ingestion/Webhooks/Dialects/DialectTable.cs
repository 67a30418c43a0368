namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>Every dialect that a source may be configured with.</summary>
internal static class DialectTable
{
    public static readonly IReadOnlyList<Dialect> All =
    [
        new DistributionDialect(),
        new HarborDialect(),
        new DockerHubDialect(),
        new QuayDialect(),
        new GitHubDialect(),
        new AzureDialect(),
        new EcrDialect(),
        new ZotDialect(),
        new ArtifactRegistryDialect(),
    ];

    public static string Names { get; } = string.Join(", ", All.Select(d => d.Name));

    public static Dialect? Find(string? name) => All.FirstOrDefault(d => d.Name == name);
}
