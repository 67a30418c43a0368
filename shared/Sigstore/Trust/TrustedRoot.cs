using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;

namespace Attestry.Sigstore.Trust;

/// <summary>
/// Whose certificates, log entries and timestamps are believed, and for which time: a <c>trusted_root.json</c>
/// (sigstore_trustroot.proto). Immutable; usable from many threads. Parse it once: its own signatures are checked then.
/// </summary>
public sealed class TrustedRoot
{
    internal TrustedRoot(
        IReadOnlyList<TrustedAuthority> certificateAuthorities,
        IReadOnlyList<TrustedLog> certificateLogs,
        IReadOnlyList<TrustedLog> transparencyLogs,
        IReadOnlyList<TrustedAuthority> timestampAuthorities) =>
        (CertificateAuthorities, CertificateLogs, TransparencyLogs, TimestampAuthorities) =
            (certificateAuthorities, certificateLogs, transparencyLogs, timestampAuthorities);

    internal IReadOnlyList<TrustedAuthority> CertificateAuthorities { get; }

    internal IReadOnlyList<TrustedLog> CertificateLogs { get; }

    internal IReadOnlyList<TrustedLog> TransparencyLogs { get; }

    internal IReadOnlyList<TrustedAuthority> TimestampAuthorities { get; }

    /// <summary>The trusted root, or a finding that says why the bytes are none.</summary>
    public static (TrustedRoot? Root, Finding? Finding) Read(ReadOnlyMemory<byte> utf8)
    {
        var reading = Reading<TrustedRoot>.Of(utf8, SignatureLimits.TrustedRootBytes, "trusted root", TrustedRootReader.Read);
        return (reading.Value, reading.Finding);
    }
}
