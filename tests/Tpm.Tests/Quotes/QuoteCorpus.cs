using System.Security.Cryptography;
using Attestry.TestKit.Tpm;
using Attestry.Tpm.Quotes;
using Attestry.Tpm.Structures;

namespace Attestry.Tpm.Tests.Quotes;

/// <summary>The quotes of the corpora, which tpm2_checkquote accepts.</summary>
internal sealed record QuoteCorpus(byte[] Message, byte[] Signature, PcrValues Pcrs, byte[] Nonce)
{
    internal QuoteEvidence Evidence => new(Message, Signature, Pcrs);

    internal static QuoteCorpus? Read(string folder, string name = "quote")
    {
        if (Corpora.Path($"tpm/{folder}") is not { } path)
            return null;
        PcrFile.TryRead(File.ReadAllBytes(Path.Combine(path, $"{name}.pcrs")), out var pcrs).ShouldBeTrue();
        var nonce = folder == "quotes/rsa" ? Path.Combine(path, "../ecdsa/nonce.hex") : Path.Combine(path, "nonce.hex");
        return new(File.ReadAllBytes(Path.Combine(path, $"{name}.msg")), File.ReadAllBytes(Path.Combine(path, $"{name}.sig")), pcrs!,
            Convert.FromHexString(File.ReadAllText(nonce).Trim()));
    }

    /// <summary>Of a key that the corpus has as PEM only: the public area that a TPM would have made for it.</summary>
    internal static byte[] PublicArea(string pem)
    {
        const TpmAttributes Attributes = TpmAttributes.FixedTpm | TpmAttributes.FixedParent | TpmAttributes.SensitiveDataOrigin
            | TpmAttributes.UserWithAuth | TpmAttributes.Restricted | TpmAttributes.Sign;
        var writer = new TpmWriter();
        void Head(TpmAlgorithm type, TpmAlgorithm scheme) => writer.U16((int)type).U16((int)TpmAlgorithm.Sha256).U32((uint)Attributes).Sized([])
            .U16((int)TpmAlgorithm.Null).U16((int)scheme).U16((int)TpmAlgorithm.Sha256);
        // A SubjectPublicKeyInfo of P-256 in PEM has some 180 characters; RSA-2048 has 450.
        if (File.ReadAllText(pem) is { Length: < 300 } text)
        {
            using var ecc = ECDsa.Create();
            ecc.ImportFromPem(text);
            Head(TpmAlgorithm.Ecc, TpmAlgorithm.EcDsa);
            var point = ecc.ExportParameters(false).Q;
            return writer.U16(3).U16((int)TpmAlgorithm.Null).Sized(point.X).Sized(point.Y).Bytes;
        }
        using var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(pem));
        Head(TpmAlgorithm.Rsa, TpmAlgorithm.RsaSsa);
        return writer.U16(rsa.KeySize).U32(0).Sized(rsa.ExportParameters(false).Modulus).Bytes;
    }
}
