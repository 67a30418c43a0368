using System.Security.Cryptography;
using Attestry.Hosting.Security;

namespace Attestry.Standalone;

/// <summary>Secrets of one installation, made at its first start and kept in its folder, readable by the owner alone.</summary>
/// <param name="WebhookToken">With which the embedded registry calls the ingestion.</param>
/// <param name="ApiKey">An administrator's key, for the person at this machine.</param>
internal sealed record StandaloneSecrets(string WebhookToken, string ApiKey)
{
    internal const string ApiKeyFile = "api-key";

    private const string WebhookTokenFile = "webhook-token";

    /// <summary>Several times what either of them takes.</summary>
    private const int MostBytes = 4096;

    internal static StandaloneSecrets Open(StandaloneOptions options)
    {
        Directory.CreateDirectory(options.Data);
        return new(
            Read(options.File(WebhookTokenFile), () => RandomNumberGenerator.GetHexString(64, lowercase: true)),
            Read(options.File(ApiKeyFile), () => ApiKeys.Create("standalone", [Roles.Admin], TimeProvider.System.GetUtcNow()).Key));
    }

    public override string ToString() => nameof(StandaloneSecrets);

    // Whole or not there: a start that is killed leaves no half of a secret behind for the next one.
    private static string Read(string path, Func<string> make) => SecretFile.ReadOrCreate(path, "--data", MostBytes, make).Trim();
}
