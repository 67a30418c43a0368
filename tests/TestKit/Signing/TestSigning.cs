using Attestry.Primitives;

namespace Attestry.TestKit.Signing;

/// <summary>How a bundle is to be made; as it stands, by certificate, with an entry in a Rekor v1 log.</summary>
public sealed record TestSigning
{
    public TestLeaf Leaf { get; init; } = new();

    public bool WithSct { get; init; } = true;

    public DateTimeOffset? PromisedAt { get; init; }

    /// <summary><c>hashedrekord</c>, <c>dsse</c>, <c>intoto</c>.</summary>
    public string Kind { get; init; } = "hashedrekord";

    /// <summary>The entry is in the Rekor v2 log.</summary>
    public bool IsTile { get; init; }

    /// <summary>Sign an in-toto statement about the artifact instead of the artifact.</summary>
    public bool Envelope { get; init; }

    /// <summary>What the statement is about; null for the artifact.</summary>
    public Digest? Subject { get; init; }

    public string PredicateType { get; init; } = "https://slsa.dev/provenance/v1";

    /// <summary>JSON.</summary>
    public string Predicate { get; init; } = "{}";

    public DateTimeOffset LoggedAt { get; init; } = TestSigstore.SignedAt;

    /// <summary>When the timestamp authority stamps; null for no stamp.</summary>
    public DateTimeOffset? StampedAt { get; init; }

    public bool StampWithCertificate { get; init; }
}
