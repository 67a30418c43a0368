using Attestry.Hosting.Security;

namespace Attestry.Standalone;

/// <summary>
/// The settings that join the services in one process: one port, one file, no broker. Elements of lists have names in place of
/// numbers, so that lists in a settings file add to them.
/// </summary>
internal static class StandaloneSettings
{
    /// <summary>Name of the webhook source that the embedded registry is.</summary>
    private const string Source = "embedded";

    internal static Dictionary<string, string?> Of(StandaloneOptions options, StandaloneSecrets secrets)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Storage:Provider"] = "sqlite",
            ["Storage:Connection"] = options.File("attestry.db"),
            ["Bus:Transport"] = "memory",
            ["Oci:Registries:embedded:Host"] = options.Host,
            ["Oci:Registries:embedded:Insecure"] = "true",
            ["Oci:Registries:embedded:Repositories:0"] = $"{options.Host}/**",
            ["Registry:Root"] = options.File("registry"),
            ["Registry:PublicHost"] = options.Host,
            // Loopback only: who can reach it could as well change its files.
            ["Registry:AnonymousWrite"] = "true",
            ["Registry:Endpoints:embedded:Name"] = "attestry",
            ["Registry:Endpoints:embedded:Url"] = new Uri(options.Address, $"webhooks/{Source}").ToString(),
            ["Registry:Endpoints:embedded:Headers:Authorization"] = $"Bearer {secrets.WebhookToken}",
            // The ingestion has no use for layers, and each notification is a file on the disk and a request.
            ["Registry:Endpoints:embedded:IgnoredMediaTypes:0"] = "application/octet-stream",
            ["Ingestion:Sources:embedded:Name"] = Source,
            ["Ingestion:Sources:embedded:Dialect"] = "distribution",
            ["Ingestion:Sources:embedded:Registry"] = options.Host,
            ["Ingestion:Sources:embedded:Authentication:Kind"] = "bearer",
            ["Ingestion:Sources:embedded:Authentication:Secret"] = secrets.WebhookToken,
            ["Signing:KeyFile"] = options.File("signing-key.pem"),
            ["Collector:KeyFile"] = options.File("host-history-key.pem"),
            ["Security:ApiKeys:embedded:Id"] = ApiKeys.TryReadId(secrets.ApiKey, out var id) ? id : null,
            ["Security:ApiKeys:embedded:Name"] = "standalone",
            ["Security:ApiKeys:embedded:Hash"] = ApiKeys.HashOf(secrets.ApiKey),
            ["Security:ApiKeys:embedded:Roles:0"] = Roles.Admin,
        };
        for (var i = 0; i < options.Trust.Count; i++)
        {
            settings[$"Trust:Keys:option-{i}:Name"] = Path.GetFileName(options.Trust[i]);
            settings[$"Trust:Keys:option-{i}:Path"] = options.Trust[i];
            settings[$"Trust:Keys:option-{i}:Repositories:0"] = "**";
        }
        return settings;
    }
}
