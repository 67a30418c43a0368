using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Rego.Builtins.Encodings;
using Attestry.Rego.Builtins.Jwt;
using Attestry.Rego.Values;

namespace Attestry.Rego.Bundles.Signatures;

/// <summary>Signs bundles as <c>opa sign</c> does: one token over the hash of every file.</summary>
public static class BundleSigner
{
    private const string HashAlgorithm = "SHA-256";

    /// <summary>The file <c>.signatures.json</c>.</summary>
    /// <param name="files">Without a signature.</param>
    /// <param name="key">Its material is a private key in PEM; of an HS algorithm the secret.</param>
    /// <exception cref="BundleException">The key cannot be read or is not one of its algorithm, or a file that should be structured is not.</exception>
    public static BundleFile Sign(IEnumerable<BundleFile> files, BundleKey key)
    {
        var listed = files.Select(file => (Path: BundlePath.Normal(file.Path, BundleLimits.Default), file.Content)).OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => Object(
                ("name", new RegoString(file.Path)),
                ("hash", new RegoString(Convert.ToHexStringLower(FileHash.Compute(HashAlgorithm, FileHash.Content(file.Path, file.Content.Span))!))),
                ("algorithm", new RegoString(HashAlgorithm))));
        var payload = Object([("files", RegoArray.From(listed)), .. key.Scope is { } scope ? [("scope", (RegoValue)new RegoString(scope))] : Array.Empty<(string, RegoValue)>()]);
        var header = Object(("alg", new RegoString(key.Algorithm)), ("kid", new RegoString(key.Id)));
        var signed = $"{Encoded(header)}.{Encoded(payload)}";
        var token = $"{signed}.{GoBase64.EncodeUrl(Signature(key, Encoding.ASCII.GetBytes(signed)), padded: false)}";
        return new(BundlePath.Signatures, RegoJson.ToUtf8(Object(("signatures", new RegoArray(new RegoString(token))))));
    }

    private static byte[] Signature(BundleKey key, byte[] data)
    {
        using var signer = Signer(key);
        return signer.Sign(key.Algorithm, data) ?? throw Refused($"The key {key} is not one of its algorithm. Give a private key of that kind.");
    }

    private static JwtKey Signer(BundleKey key)
    {
        try
        {
            return key.Algorithm[..2] switch
            {
                "HS" => new JwtKey(Encoding.UTF8.GetBytes(key.Material)),
                "ES" => new JwtKey(Imported(ECDsa.Create(), key)),
                _ => new JwtKey(Imported(RSA.Create(), key)),
            };
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw Refused($"The key {key} cannot be read. Give an unencrypted private key in PEM, of the algorithm's kind.");
        }
    }

    private static T Imported<T>(T algorithm, BundleKey key)
        where T : AsymmetricAlgorithm
    {
        algorithm.ImportFromPem(key.Material);
        return algorithm;
    }

    private static string Encoded(RegoObject value) => GoBase64.EncodeUrl(RegoJson.ToUtf8(value), padded: false);

    private static RegoObject Object(params (string Name, RegoValue Value)[] fields) =>
        RegoObject.From(fields.Select(field => new KeyValuePair<RegoValue, RegoValue>(new RegoString(field.Name), field.Value)));

    private static BundleException Refused(string message) => new(BundleFindings.SignatureInvalid, message, BundlePath.Signatures);
}
