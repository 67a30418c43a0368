namespace Attestry.Benchmarks.Verdicts;

/// <summary>The settings that join the services on one machine; each takes the sections that it knows.</summary>
internal static class ServiceSettings
{
    /// <summary>Of the registry's own part: what it needs to take pushes from anyone here.</summary>
    internal static Dictionary<string, string?> OfRegistry(string host, string folder) => new()
    {
        ["Registry:Root"] = Path.Combine(folder, "registry"),
        ["Registry:PublicHost"] = host,
        ["Registry:AnonymousWrite"] = "true",
    };

    internal static Dictionary<string, string?> Of(string registry, int ingestion, string folder, string trusted, string broker)
    {
        const string Source = "benchmark";
        var secret = Guid.NewGuid().ToString("N");
        return new(OfRegistry(registry, folder))
        {
            ["Bus:Transport"] = "rabbitmq",
            ["Bus:Connection"] = broker,
            ["Oci:Registries:0:Host"] = registry,
            ["Oci:Registries:0:Insecure"] = "true",
            ["Registry:Endpoints:0:Name"] = Source,
            ["Registry:Endpoints:0:Url"] = $"http://127.0.0.1:{ingestion}/webhooks/{Source}",
            ["Registry:Endpoints:0:Headers:Authorization"] = $"Bearer {secret}",
            ["Registry:Endpoints:0:IgnoredMediaTypes:0"] = "application/octet-stream",
            ["Ingestion:Sources:0:Name"] = Source,
            ["Ingestion:Sources:0:Dialect"] = "distribution",
            ["Ingestion:Sources:0:Registry"] = registry,
            ["Ingestion:Sources:0:Authentication:Kind"] = "bearer",
            ["Ingestion:Sources:0:Authentication:Secret"] = secret,
            ["Signing:KeyFile"] = Path.Combine(folder, "signing-key.pem"),
            ["Trust:Keys:0:Name"] = Source,
            ["Trust:Keys:0:Path"] = trusted,
            ["Trust:Keys:0:Repositories:0"] = "**",
        };
    }
}
