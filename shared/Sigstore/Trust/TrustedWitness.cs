using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives;
using Attestry.Primitives.Cryptography;
using Attestry.Primitives.Limits;
using Attestry.Sigstore.Json;
using Attestry.Sigstore.Keys;
using Attestry.Sigstore.TransparencyLog;

namespace Attestry.Sigstore.Trust;

/// <summary>Somebody who watches that a log shows everybody the same tree, and cosigns its checkpoints (C2SP tlog-cosignature).</summary>
public sealed class TrustedWitness
{
    // C2SP signed-note, signature types: timestamped Ed25519 witness cosignatures.
    private const byte CosignatureType = 4;

    private TrustedWitness(string name, byte[] hint, VerificationKey key) => (Name, Hint, Key) = (name, hint, key);

    public string Name { get; }

    internal byte[] Hint { get; }

    internal VerificationKey Key { get; }

    /// <summary>Reads a verifier key: <c>name+12ab34cd+BASE64</c> (C2SP signed-note).</summary>
    /// <exception cref="FormatException">It is none, or one that signs no cosignatures.</exception>
    public static TrustedWitness Parse(string vkey)
    {
        if (vkey.Length > SignatureLimits.WitnessCharacters || vkey.Split('+', 3) is not [{ Length: > 0 } name, { Length: 8 } hint, var base64] || name.Any(char.IsWhiteSpace))
            throw new FormatException($"'{Bounded.Quote(vkey)}' is no witness's key; write it as name+hash+key.");
        var key = CanonicalBase64.Decode(base64);
        if (key is not [CosignatureType, ..] || key.Length != 1 + Ed25519.KeyBytes)
            throw new FormatException($"The key of {Bounded.Quote(name)} is none for cosignatures: type 4, Ed25519.");
        var id = SHA256.HashData([.. Encoding.UTF8.GetBytes(name + "\n"), .. key])[..NoteSignature.HintBytes];
        return Convert.ToHexStringLower(id) == hint
            ? new(name, id, VerificationKey.FromSubjectPublicKeyInfo(Ed25519Encoding.WritePublic(key.AsSpan(1))))
            : throw new FormatException($"The hash of the key of {Bounded.Quote(name)} is another one.");
    }
}
