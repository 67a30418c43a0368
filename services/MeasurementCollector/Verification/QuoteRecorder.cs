using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Attestry.Contracts.Documents;
using Attestry.MeasurementCollector.Joining;
using Attestry.Primitives;
using Attestry.Tpm.History;
using Attestry.Tpm.Hosts;
using Attestry.Tpm.Protocol;

namespace Attestry.MeasurementCollector.Verification;

/// <summary>Makes of evidence what its history keeps: all that the quote takes to be verified again, and the digests of the logs.</summary>
internal sealed class QuoteRecorder(AllowLists lists)
{
    // There are as many policies as groups of hosts.
    private readonly ConditionalWeakTable<HostPolicy, string> _digests = [];

    public RecordedQuote Of(string evidence, HostChallengeDocument challenge, HostEvidence sent, HostPolicy policy) => new(
        evidence,
        sent.Nonce,
        [new(challenge.Bank, challenge.Pcrs)],
        sent.Quote,
        sent.Signature,
        sent.Pcrs,
        sent.Ima is { } ima ? new(ima.Format, ima.Offset, ima.Entries.Length, Digest.Sha256(ima.Entries.Span).Text) : null,
        sent.BootLog is { } log ? new(null, 0, log.Length, Digest.Sha256(log.Span).Text) : null,
        policy,
        _digests.GetValue(policy, DigestOf))
    {
        // What nobody asked for was not judged, and is not kept.
        Tee = policy.Tee is not null && sent.Tee is { } tee
            ? new(tee.Kind, tee.Report, tee.Certificates is { } table ? Digest.Sha256(table.Span).Text : null)
            : null,
    };

    private string DigestOf(HostPolicy policy)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(policy, HostProtocol.Json));
        foreach (var digest in lists.Digests)
            hash.AppendData(digest.ToBytes());
        return Digest.FromHash(HashAlgorithmName.SHA256, hash.GetHashAndReset()).Text;
    }
}
