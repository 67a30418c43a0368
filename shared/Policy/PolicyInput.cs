using Attestry.Contracts;
using Attestry.Contracts.Documents;
using Attestry.Contracts.Evidence;
using Attestry.Policy.Input;
using Attestry.Primitives;
using Attestry.Rego.Values;

namespace Attestry.Policy;

/// <summary>Everything that a policy may look at.</summary>
/// <param name="Evidence">What the lists below were read from: sorted by kind and producer. The decision rests on exactly these.</param>
/// <param name="Unreadable">Kinds that are recorded but whose content cannot be read; nothing of them is in the lists.</param>
public sealed record PolicyInput(
    ArtifactDocument Artifact,
    IReadOnlyList<EvidenceReference> Evidence,
    IReadOnlyList<string> Unreadable,
    IReadOnlyList<PolicyEvidence<SignaturesEvidence>> Signatures,
    IReadOnlyList<PolicyEvidence<SbomEvidence>> Sboms,
    IReadOnlyList<PolicyEvidence<HygieneEvidence>> Hygiene)
{
    public const string DefaultEnvironment = DecisionEnvironment.Default;

    /// <summary>For which environment it is judged.</summary>
    public string Environment { get; init; } = DefaultEnvironment;

    /// <summary>The time of the evaluation, which the policy sees.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Exceptions in force whose scope covers the artifact, sorted by id.</summary>
    public IReadOnlyList<ExceptionDocument> Exceptions { get; init; } = [];

    /// <summary>How it was built, as far as somebody states it.</summary>
    public IReadOnlyList<PolicyEvidence<ProvenanceEvidence>> Provenances { get; init; } = [];

    /// <summary>All evidence as it was recorded: what each check concluded and noticed.</summary>
    public IReadOnlyList<EvidenceDocument> Recorded { get; init; } = [];

    public IReadOnlyList<PolicyEvidence<VulnerabilitiesEvidence>> Vulnerabilities { get; init; } = [];

    /// <summary>On which hosts it was measured, and how these stand.</summary>
    public IReadOnlyList<PolicyEvidence<MeasurementEvidence>> Measurements { get; init; } = [];

    private MadeDocument? _document;

    /// <summary>It as policies see it: made once, whatever number of them looks at it.</summary>
    internal RegoValue Document => (_document is { } made && ReferenceEquals(made.Of, this) ? made : _document = new(this, RegoJson.Parse(InputMapping.ToJson(this)))).Value;

    /// <summary>The same, as if the hosts that measured it were trusted and found nothing about it; where none did, one had.</summary>
    public PolicyInput WithTrustedHosts()
    {
        var measured = Measurements.Count > 0 ? Measurements : [new("", Digest.Sha256([]), new(Verdict.Passed, [], new([], 0)))];
        var others = Evidence.Where(one => one.Kind != EvidenceKinds.Measurement);
        return this with
        {
            Unreadable = [.. Unreadable.Where(kind => kind != EvidenceKinds.Measurement)],
            Evidence = [.. others.Concat(measured.Select(one => new EvidenceReference(EvidenceKinds.Measurement, one.Producer, one.Digest)))
                .OrderBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Producer, StringComparer.Ordinal)],
            Recorded = [.. Recorded.Select(one => one.Kind == EvidenceKinds.Measurement ? one with { Verdict = Verdict.Passed, Findings = [] } : one)],
            Measurements = [.. measured.Select(one => one with { Content = new(Verdict.Passed, [], new(Trusted(one.Content.Result.Hosts), 0)) })],
        };
    }

    private static IReadOnlyList<MeasuredHost> Trusted(IReadOnlyList<MeasuredHost> hosts) => hosts.Count > 0
        ? [.. hosts.Select(host => host with { State = HostState.Trusted, Findings = [] })]
        : [new("host", HostState.Trusted, IsReported: true, Files: 1, [], DateTimeOffset.UnixEpoch)];

    /// <summary>The images that must satisfy, each for itself: of an index every child, else the artifact.</summary>
    public IReadOnlyList<Digest> Images { get; } = Artifact.Kind == ArtifactKind.Index
        ? [.. Artifact.Children.Select(child => Digest.Parse(child[(child.LastIndexOf('@') + 1)..]))]
        : [Artifact.Digest];

    /// <summary>A copy with other values (<c>with</c>) takes this along, and must not take it for its own.</summary>
    private sealed class MadeDocument(PolicyInput of, RegoValue value)
    {
        internal PolicyInput Of { get; } = of;

        internal RegoValue Value { get; } = value;
    }
}
