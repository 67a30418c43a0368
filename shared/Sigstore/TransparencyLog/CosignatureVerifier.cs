using System.Buffers.Binary;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Trust;

namespace Attestry.Sigstore.TransparencyLog;

/// <summary>Which witnesses saw the checkpoint that an entry rests on.</summary>
internal static class CosignatureVerifier
{
    private const int TimeBytes = 8;

    /// <summary>Why an entry that its log holds does not count; null when enough distinct witnesses cosigned its checkpoint.</summary>
    internal static Finding? Demand(LogEntry entry, TrustPolicy policy, DateTimeOffset now)
    {
        if (policy.MinWitnesses == 0)
            return null;
        var witnesses = entry.Proof?.Checkpoint is { } envelope && SignedNote.TryParse(envelope, out var note)
            ? policy.Witnesses.Where(witness => note.Signatures.Any(signature => Cosigned(note, signature, witness, now))).Select(witness => witness.Name).Distinct().Count()
            : 0;
        return witnesses >= policy.MinWitnesses
            ? null
            : new(LogFindings.WitnessMissing, Severity.High, $"{witnesses} trusted witnesses cosigned the log's checkpoint; {policy.MinWitnesses} are demanded.");
    }

    // C2SP tlog-cosignature: a time of eight bytes and the signature over it and the note's text.
    private static bool Cosigned(SignedNote note, NoteSignature signature, TrustedWitness witness, DateTimeOffset now)
    {
        if (signature.Name != witness.Name || !signature.Hint.Span.SequenceEqual(witness.Hint) || signature.Signature.Length <= TimeBytes)
            return false;
        var time = BinaryPrimitives.ReadUInt64BigEndian(signature.Signature.Span);
        return time <= (ulong)(now + SignatureLimits.ClockSkew).ToUnixTimeSeconds()
            && witness.Key.Verify(Encoding.UTF8.GetBytes($"cosignature/v1\ntime {time}\n{note.Text}"), signature.Signature.Span[TimeBytes..]);
    }
}
