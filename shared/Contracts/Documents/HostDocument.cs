using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Contracts.Documents;

/// <summary>A measured host: who it is, where it stands, and how far its evidence was followed. Written by the measurement collector alone.</summary>
/// <param name="Id">The host's own, see the host protocol.</param>
/// <param name="Ek">Digest of the endorsement key's SubjectPublicKeyInfo; never changes.</param>
/// <param name="EkPublic">TPMT_PUBLIC.</param>
/// <param name="AkPublic">TPMT_PUBLIC of the attestation key.</param>
/// <param name="TokenHash">Lower-case hex SHA-256 of the host's token.</param>
/// <param name="AcceptedBy"><c>manufacturer</c>, <c>listed</c>, <c>approved:KEY</c>; null while nobody accepted it.</param>
/// <param name="ChangedAt">When it came into its state.</param>
public sealed record HostDocument(
    string Id,
    HostState State,
    Digest Ek,
    ReadOnlyMemory<byte> EkPublic,
    ReadOnlyMemory<byte> AkPublic,
    string TokenHash,
    string? AcceptedBy,
    DateTimeOffset EnrolledAt,
    DateTimeOffset ChangedAt) : IDocument
{
    /// <summary>What the host says of itself, and its EK certificate of the TPM: <c>kernel</c>, <c>tpmManufacturer</c>…</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Of the last evidence, or of what came to the host's state otherwise.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What it sent lately, so that it is put off when that is too much.</summary>
    public HostBudget? Budget { get; init; }

    /// <summary>When it last sent evidence, good or not.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>When evidence was last found sound.</summary>
    public DateTimeOffset? AttestedAt { get; init; }

    /// <summary>When it is stale unless it attests before; null when it cannot become so.</summary>
    public DateTimeOffset? StaleAt { get; init; }

    /// <summary>Id of the evidence that is being verified; null when none is.</summary>
    public string? InFlight { get; init; }

    /// <summary>Id of the evidence that was judged last, so that none is judged twice.</summary>
    public string? LastEvidence { get; init; }

    /// <summary>When its files were last held against the artifacts.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    public HostClock? Clock { get; init; }

    public HostReplay? Replay { get; init; }

    /// <summary>Of a list that comes in parts; null when none is under way.</summary>
    public HostBacklog? Backlog { get; init; }

    /// <summary>Boot whose log was verified.</summary>
    public uint? BootVerified { get; init; }

    public bool? SecureBoot { get; init; }

    /// <summary>Digest of the rules by which that boot was judged; null when there were none. Others ask for the log again.</summary>
    public string? BootRules { get; init; }

    /// <summary>Of what was booted, see <see cref="HostBootDocument"/>; null when no log was verified.</summary>
    public string? BootDigest { get; init; }

    /// <summary>Null when the host's last sound evidence held no report of a confidential machine.</summary>
    public HostTee? Tee { get; init; }

    public IReadOnlyList<HostImage> Images { get; init; } = [];

    /// <summary>About what it runs: files and images that are not attested. Part of <see cref="Findings"/>.</summary>
    public IReadOnlyList<Finding> RunFindings { get; init; } = [];

    /// <summary>Digests of some measured files of artifacts that run, whose pages may be asked for.</summary>
    public IReadOnlyList<string> Executables { get; init; } = [];

    /// <summary>Different files that were measured in this boot.</summary>
    public int Files { get; init; }

    /// <summary>Of their digests and paths together.</summary>
    public int FileCharacters { get; init; }

    /// <summary>There were more different files than are remembered.</summary>
    public bool MoreFiles { get; init; }

    /// <summary>Chunks of files, see <see cref="HostFilesDocument"/>.</summary>
    public int Chunks { get; init; }

    /// <summary>Names the boot, so that the files of another one are not mistaken for it.</summary>
    public string? Boot { get; init; }

    /// <summary><c>yes</c> when it runs something that is not attested; else null. An index is over it.</summary>
    public string? Unattested { get; init; }

    /// <summary>Number and digest of the newest record of its history.</summary>
    public long Sequence { get; init; }

    public string? Head { get; init; }
}
