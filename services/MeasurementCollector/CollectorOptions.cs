using System.ComponentModel.DataAnnotations;
using Attestry.Primitives.Limits;

namespace Attestry.MeasurementCollector;

/// <summary>Section <c>Collector</c>: which hosts are taken in, how often they attest, and what is made of what they run.</summary>
public sealed record CollectorOptions : IValidatableObject
{
    /// <summary>How often a host is told to attest.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A host that asks more often is put off (429).</summary>
    public TimeSpan MinimumInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A trusted host that did not attest for so long is stale.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a nonce can be answered.</summary>
    public TimeSpan ChallengeLifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>As much of a measurement list as one evidence may hold; what is longer comes in parts.</summary>
    [Range(1024, HostLimits.ImaBytes, ErrorMessage = "must be 1024 bytes to 16 MiB.")]
    public int ListPartBytes { get; init; } = HostLimits.ImaBytes;

    /// <summary>How long the parts of a list are remembered that were taken before the last one came.</summary>
    public TimeSpan BacklogLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a TPM may take to prove that it holds the keys.</summary>
    public TimeSpan EnrolmentLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often silent hosts and lost evidence are looked for.</summary>
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A failed host is trusted again after sound evidence; else an administrator has to recover it.</summary>
    public bool RecoverByEvidence { get; init; }

    /// <summary>Of files that neither an attested artifact nor an allow-list knows.</summary>
    public UnknownAction UnknownFiles { get; init; }

    /// <summary>Of files and images of artifacts that failed or were revoked.</summary>
    public UnknownAction FailedArtifacts { get; init; }

    /// <summary>Of containers whose image is not attested.</summary>
    public UnknownAction UnattestedImages { get; init; }

    /// <summary>Executables whose pages in memory one challenge asks for.</summary>
    [Range(0, 64, ErrorMessage = "must be 0 to 64.")]
    public int Executables { get; init; }

    /// <summary>How long the body of one evidence may take to come.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Large evidence that is read at a time; others wait. Each may take some ten MiB. Of usual size, 32 times as many are.</summary>
    [Range(1, 256, ErrorMessage = "must be 1 to 256.")]
    public int Concurrency { get; init; } = 8;

    /// <summary>Enrolments that are open at a time; more are put off.</summary>
    [Range(1, 100_000, ErrorMessage = "must be 1 to 100000.")]
    public int OpenEnrolments { get; init; } = 1000;

    /// <summary>The same from one address (of IPv6: one network of 64 bits), so that one cannot shut out all others. Behind a proxy all come from the proxy's.</summary>
    [Range(1, 100_000, ErrorMessage = "must be 1 to 100000.")]
    public int OpenEnrolmentsPerAddress { get; init; } = 100;

    /// <summary>Hosts that wait for an administrator's approval; more are put off.</summary>
    [Range(1, 1_000_000, ErrorMessage = "must be 1 to 1000000.")]
    public int PendingHosts { get; init; } = 10_000;

    public EndorsementOptions Endorsement { get; init; } = new();

    public EvidenceOptions Evidence { get; init; } = new();

    /// <summary>Hosts of which other evidence is demanded; the first group that names a host counts.</summary>
    public IReadOnlyList<HostGroupOptions> Groups { get; init; } = [];

    /// <summary>What reports of confidential machines are held against.</summary>
    public TeeVendorOptions TeeVendors { get; init; } = new();

    public IReadOnlyList<AllowListOptions> AllowLists { get; init; } = [];

    /// <summary>Signs the hosts' history: PKCS#8 in PEM, readable by its owner alone; made at the first start. Replicas share it.</summary>
    [Required(ErrorMessage = "is missing; give the path of the PEM file, which is made when it is not there.")]
    public string KeyFile { get; init; } = "attestry-data/host-history-key.pem";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, interval) in new[]
        {
            (nameof(Interval), Interval), (nameof(StaleAfter), StaleAfter), (nameof(ChallengeLifetime), ChallengeLifetime),
            (nameof(EnrolmentLifetime), EnrolmentLifetime), (nameof(WatchInterval), WatchInterval), (nameof(BacklogLifetime), BacklogLifetime), (nameof(BodyTimeout), BodyTimeout),
        })
            if (interval <= TimeSpan.Zero || interval > TimeSpan.FromDays(30))
                yield return new("must be longer than nothing and at most 30 days, written as hh:mm:ss.", [name]);
        if (MinimumInterval < TimeSpan.Zero || MinimumInterval > Interval)
            yield return new("must be at most the interval.", [nameof(MinimumInterval)]);
        if (StaleAfter <= Interval)
            yield return new("must be longer than the interval.", [nameof(StaleAfter)]);
    }
}
