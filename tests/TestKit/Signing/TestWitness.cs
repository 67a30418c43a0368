using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Attestry.Sigstore.Keys;

namespace Attestry.TestKit.Signing;

/// <summary>Cosigns checkpoints as C2SP tlog-cosignature defines it.</summary>
public sealed class TestWitness(string name)
{
    private readonly SigningKey _key = SigningKey.GenerateEd25519();

    /// <summary>Its verifier key: <c>name+hash+key</c>.</summary>
    public string VerifierKey => $"{name}+{Convert.ToHexStringLower(Id[..4])}+{Convert.ToBase64String(Encoded)}";

    private byte[] Encoded => [4, .. _key.Public.SubjectPublicKeyInfo.Span[^32..]];

    private byte[] Id => SHA256.HashData([.. Encoding.UTF8.GetBytes(name + "\n"), .. Encoded]);

    /// <summary>The checkpoint with one more line.</summary>
    public string Cosign(string checkpoint, DateTimeOffset at)
    {
        var text = checkpoint[..(checkpoint.LastIndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var time = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, at.ToUnixTimeSeconds());
        var signature = _key.Sign(Encoding.UTF8.GetBytes($"cosignature/v1\ntime {at.ToUnixTimeSeconds()}\n{text}"));
        return $"{checkpoint}\u2014 {name} {Convert.ToBase64String([.. Id[..4], .. time, .. signature])}\n";
    }
}
