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

    /// <summary>Who may cosign checkpoints.</summary>
    public IReadOnlyList<TrustedWitness> Witnesses { get; private init; } = [];

    /// <summary>Distinct ones that must have cosigned the checkpoint of each log entry that counts.</summary>
    public int MinWitnesses { get; private init; }

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

    public TrustPolicy UnsafeSkippingSct() => new(Identities, Keys, MinLogEntries, MinTimestamps) { UnsafeWithoutSct = true, Witnesses = Witnesses, MinWitnesses = MinWitnesses };

    /// <summary>The same policy, under which logs count only where witnesses saw them.</summary>
    /// <exception cref="ArgumentException">More are demanded than there are, or none.</exception>
    public TrustPolicy Witnessed(IReadOnlyList<TrustedWitness> witnesses, int minWitnesses) =>
        minWitnesses >= 1 && minWitnesses <= witnesses.Select(witness => witness.Name).Distinct().Count()
            ? new(Identities, Keys, MinLogEntries, MinTimestamps) { UnsafeWithoutSct = UnsafeWithoutSct, Witnesses = [.. witnesses], MinWitnesses = minWitnesses }
            : throw new ArgumentException($"{minWitnesses} of {witnesses.Count} witnesses cannot be demanded.");
}
