using Attestry.Primitives;
using Attestry.Primitives.Findings;

namespace Attestry.Sigstore.InToto;

/// <summary>What an in-toto statement says it is about. Authentic only once the envelope around it was verified.</summary>
/// <param name="Subjects">One set of digests for each subject; one subject may be named by several algorithms.</param>
public sealed record StatementClaim(string PredicateType, IReadOnlyList<IReadOnlyList<Digest>> Subjects)
{
    /// <summary>The claim of an in-toto Statement v0.1 or v1, or a finding that says why the bytes are none.</summary>
    public static (StatementClaim? Claim, Finding? Finding) Read(ReadOnlyMemory<byte> utf8)
    {
        var reading = StatementReader.Read(utf8);
        return (reading.Value, reading.Finding);
    }

    /// <summary>
    /// A subject is the artifact when no digest that both know differs, and at least one is the same
    /// (in-toto attestation framework, spec/v1/digest_set.md).
    /// </summary>
    /// <param name="artifact">Digests of one content, at most one for each algorithm.</param>
    public bool Covers(IReadOnlyCollection<Digest> artifact) => Subjects.Any(subject => Same(subject, artifact));

    private static bool Same(IReadOnlyList<Digest> subject, IReadOnlyCollection<Digest> artifact)
    {
        var known = subject.Where(digest => artifact.Any(own => own.Algorithm == digest.Algorithm)).ToList();
        return known.Count > 0 && known.All(artifact.Contains);
    }
}
