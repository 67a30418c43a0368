using System.Text.Json.Nodes;

namespace Attestry.TestKit.Signing;

/// <summary>How a Notation envelope is to be made; as it stands, what <c>notation sign</c> writes.</summary>
public sealed record TestNotationSigning
{
    public string Scheme { get; init; } = "notary.x509";

    public DateTimeOffset? SigningTime { get; init; } = TestSigstore.SignedAt;

    public DateTimeOffset? AuthenticSigningTime { get; init; }

    public DateTimeOffset? Expiry { get; init; }

    /// <summary>Null for what the other fields make critical.</summary>
    public IReadOnlyList<string>? Critical { get; init; }

    /// <summary>Further signed attributes, text.</summary>
    public IReadOnlyDictionary<string, string> Further { get; init; } = new Dictionary<string, string>();

    public string ContentType { get; init; } = "application/vnd.cncf.notary.payload.v1+json";

    public Action<JsonObject> ChangePayload { get; init; } = _ => { };

    /// <summary>Null for that of the key: ES256.</summary>
    public string? Algorithm { get; init; }

    /// <summary>DER; null for the signer's own chain.</summary>
    public IReadOnlyList<byte[]>? Chain { get; init; }

    /// <summary>Makes a timestamp token of the signature.</summary>
    public Func<byte[], byte[]>? Timestamp { get; init; }
}
