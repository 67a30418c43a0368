using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore.Trust;

/// <summary>Whose signatures count, and what must prove that they were made in the open and when.</summary>
public sealed class TrustPolicy
{
    private TrustPolicy(IReadOnlyList<TrustedIdentity> identities, IReadOnlyList<VerificationKey> keys, int minLogEntries, int minTimestamps) =>
        (Identities, Keys, MinLogEntries, MinTimestamps) = (identities, keys, minLogEntries, minTimestamps);

    public IReadOnlyList<TrustedIdentity> Identities { get; }

    public IReadOnlyList<VerificationKey> Keys { get; }

    /// <summary>Distinct transparency logs that must hold the signature.</summary>
    public int MinLogEntries { get; }

    /// <summary>Distinct authorities that must vouch for a time: RFC 3161 timestamps, and logs that sign when they took an entry.</summary>
    public int MinTimestamps { get; }

    /// <summary>For authorities that do not publish what they issue: nobody would see a certificate that was issued by mistake.</summary>
    public bool UnsafeWithoutSct { get; private init; }

    /// <exception cref="ArgumentException">The policy trusts nobody, or demands no proof.</exception>
    public static TrustPolicy Create(
        IReadOnlyList<TrustedIdentity> identities,
        IReadOnlyList<VerificationKey> keys,
        int minLogEntries = 1,
        int minTimestamps = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minLogEntries);
        ArgumentOutOfRangeException.ThrowIfNegative(minTimestamps);
        if (identities.Count + keys.Count == 0)
            throw new ArgumentException("A policy must trust some identity or key.");
        if ((minLogEntries | minTimestamps) == 0)
            throw new ArgumentException("A policy must demand some proof of log or time.");
        return new([.. identities], [.. keys], minLogEntries, minTimestamps);
    }

    public TrustPolicy UnsafeSkippingSct() => new(Identities, Keys, MinLogEntries, MinTimestamps) { UnsafeWithoutSct = true };
}
