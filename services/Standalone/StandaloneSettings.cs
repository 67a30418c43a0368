using Attestry.Hosting.Security;

namespace Attestry.Standalone;

/// <summary>The settings that join the services in one process: one port, one file, no broker.</summary>
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
            ["Oci:Registries:0:Host"] = options.Host,
            ["Oci:Registries:0:Insecure"] = "true",
            ["Oci:Registries:0:Repositories:0"] = $"{options.Host}/**",
            ["Registry:Root"] = options.File("registry"),
            ["Registry:PublicHost"] = options.Host,
            // Loopback only: who can reach it could as well change its files.
            ["Registry:AnonymousWrite"] = "true",
            ["Registry:Endpoints:0:Name"] = "attestry",
            ["Registry:Endpoints:0:Url"] = new Uri(options.Address, $"webhooks/{Source}").ToString(),
            ["Registry:Endpoints:0:Headers:Authorization"] = $"Bearer {secrets.WebhookToken}",
            ["Ingestion:Sources:0:Name"] = Source,
            ["Ingestion:Sources:0:Dialect"] = "distribution",
            ["Ingestion:Sources:0:Registry"] = options.Host,
            ["Ingestion:Sources:0:Authentication:Kind"] = "bearer",
            ["Ingestion:Sources:0:Authentication:Secret"] = secrets.WebhookToken,
            ["Signing:KeyFile"] = options.File("signing-key.pem"),
            ["Security:ApiKeys:0:Id"] = ApiKeys.TryReadId(secrets.ApiKey, out var id) ? id : null,
            ["Security:ApiKeys:0:Name"] = "standalone",
            ["Security:ApiKeys:0:Hash"] = ApiKeys.HashOf(secrets.ApiKey),
            ["Security:ApiKeys:0:Roles:0"] = Roles.Admin,
        };
        for (var i = 0; i < options.Trust.Count; i++)
        {
            settings[$"Trust:Keys:{i}:Name"] = Path.GetFileName(options.Trust[i]);
            settings[$"Trust:Keys:{i}:Path"] = options.Trust[i];
            settings[$"Trust:Keys:{i}:Repositories:0"] = "**";
        }
        return settings;
    }
}
