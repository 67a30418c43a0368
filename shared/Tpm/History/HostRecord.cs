using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Tpm.Protocol;

namespace Attestry.Tpm.History;

/// <summary>
/// One link of a host's history, the payload of a DSSE envelope: an attestation with all that is needed to verify its quote again,
/// or an act that changed the host's state. Each link names the digest of the one before it.
/// </summary>
/// <param name="Sequence">1 for the first; without gaps.</param>
/// <param name="Previous">SHA-256 of the payload before; null for the first.</param>
/// <param name="Act"><c>enrolled</c>, <c>attested</c>, <c>continued</c> (a part of a long list came), <c>approved</c>, <c>recovered</c>, <c>revoked</c>, <c>silent</c>, <c>rejoined</c>, <c>boot-accepted</c>.</param>
/// <param name="By">Who did it: id of an API key; null when nobody but the host.</param>
/// <param name="State">Of the host afterwards.</param>
/// <param name="AkPublic">TPMT_PUBLIC of the attestation key that is enrolled then.</param>
public sealed record HostRecord(
    string Host,
    long Sequence,
    string? Previous,
    string Act,
    string? By,
    HostState State,
    DateTimeOffset At,
    ReadOnlyMemory<byte> AkPublic,
    IReadOnlyList<Finding> Findings)
{
    public const string MediaType = "application/vnd.attestry.host-record.v1+json";

    /// <summary>Of an attestation; else null.</summary>
    public RecordedQuote? Quote { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HostProtocol.Json);

    /// <returns>Null when it is not a record.</returns>
    public static HostRecord? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize<HostRecord>(payload, HostProtocol.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
