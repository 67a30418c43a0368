using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestry.Rego.Values;

namespace Attestry.Rego.Builtins.Crypto;

/// <summary>Verifies a chain that is given whole: its root first, its leaf last. Nothing is fetched.</summary>
internal static class ChainVerifier
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>The chain from leaf to root; null when it is none.</summary>
    internal static List<X509Certificate2>? Verify(List<X509Certificate2> certificates, DateTimeOffset time, RegoObject options)
    {
        if (certificates.Count < 2)
            return null;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(certificates[0]);
        chain.ChainPolicy.ExtraStore.AddRange(certificates[1..^1].ToArray());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = Time(options, time).UtcDateTime;
        foreach (var usage in Usages(options))
            chain.ChainPolicy.ApplicationPolicy.Add(new Oid(usage));
        var leaf = certificates[^1];
        if (!chain.Build(leaf) || (options["DNSName"] is RegoString { Value: var host } && !leaf.MatchesHostname(host, allowCommonName: false)))
            return null;
        // The chain's own copies end with it.
        return [.. chain.ChainElements.Select(e => certificates.Find(c => c.RawDataMemory.Span.SequenceEqual(e.Certificate.RawDataMemory.Span))!)];
    }

    private static DateTimeOffset Time(RegoObject options, DateTimeOffset otherwise) => options["CurrentTime"] switch
    {
        null => otherwise,
        RegoNumber number when number.TryGetInt64(out var nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100),
        _ => throw new BuiltinException("invalid value for 'CurrentTime' field: int64 in nanoseconds wanted"),
    };

    private static IEnumerable<string> Usages(RegoObject options) => options["KeyUsages"] switch
    {
        null => [ServerAuthentication],
        RegoArray array => array.Items.ToArray().Select(Usage).OfType<string>(),
        RegoSet set => set.Items.ToArray().Select(Usage).OfType<string>(),
        _ => throw new BuiltinException("invalid value for 'KeyUsages' field"),
    };

    private static string? Usage(RegoValue name) => (name as RegoString)?.Value switch
    {
        "KeyUsageAny" => null,
        "KeyUsageServerAuth" => ServerAuthentication,
        "KeyUsageClientAuth" => "1.3.6.1.5.5.7.3.2",
        "KeyUsageCodeSigning" => "1.3.6.1.5.5.7.3.3",
        "KeyUsageEmailProtection" => "1.3.6.1.5.5.7.3.4",
        "KeyUsageTimeStamping" => "1.3.6.1.5.5.7.3.8",
        "KeyUsageOCSPSigning" => "1.3.6.1.5.5.7.3.9",
        _ => throw new BuiltinException("invalid entries for 'KeyUsages' found"),
    };
}
