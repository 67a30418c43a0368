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
internal sealed class QuoteRecorder
{
    private readonly HostPolicy _policy;
    private readonly string _policyDigest;

    public QuoteRecorder(HostPolicy policy, AllowLists lists)
    {
        _policy = policy;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(policy, HostProtocol.Json));
        foreach (var digest in lists.Digests)
            hash.AppendData(digest.ToBytes());
        _policyDigest = Digest.FromHash(HashAlgorithmName.SHA256, hash.GetHashAndReset()).Text;
    }

    public RecordedQuote Of(string evidence, HostChallengeDocument challenge, HostEvidence sent) => new(
        evidence,
        sent.Nonce,
        [new(challenge.Bank, challenge.Pcrs)],
        sent.Quote,
        sent.Signature,
        sent.Pcrs,
        sent.Ima is { } ima ? new(ima.Format, ima.Offset, ima.Entries.Length, Digest.Sha256(ima.Entries.Span).Text) : null,
        sent.BootLog is { } log ? new(null, 0, log.Length, Digest.Sha256(log.Span).Text) : null,
        _policy,
        _policyDigest);
}
