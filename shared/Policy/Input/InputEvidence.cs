using System.ComponentModel;
using Attestry.Primitives;

namespace Attestry.Policy.Input;

public sealed record InputEvidence(
    [property: Description("sbom, vulnerabilities, hygiene, signatures, provenance, measurement or executables.")] string Kind,
    [property: Description("Who made it.")] string Producer,
    [property: Description("Of its content.")] string Digest,
    [property: Description("What the check concluded.")] Verdict Verdict,
    [property: Description("When this result was recorded.")] DateTimeOffset RecordedAt);
