using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Rego.Builtins;
using Attestry.Rego.Builtins.Jwt;

namespace Attestry.Rego.Bundles.Signatures;

/// <summary>Verifies a bundle's signature: first the token, then every file against what it lists (OPA, bundles §signing).</summary>
internal static class BundleSignature
{
    /// <returns>Null when no signature is demanded.</returns>
    /// <exception cref="BundleException">It is missing, not by a configured key, or the files are others.</exception>
    internal static VerifiedSignature? Check(SortedDictionary<string, ReadOnlyMemory<byte>> files, BundleReading reading)
    {
        var signed = files.TryGetValue(BundlePath.Signatures, out var document);
        if (reading.IgnoreSignature || (!signed && reading.Verification is null))
            return null;
        if (reading.Verification is not { } verification)
            throw Invalid("The bundle is signed, and no key to verify it was given. Give the key, or say that the signature is to be ignored.");
        if (!signed)
            throw new BundleException(BundleFindings.NotSigned, "The bundle is not signed. Sign it with 'opa build --signing-key' or 'opa sign'.", BundlePath.Signatures);
        var (token, payload) = Read(document, reading.Limits);
        var key = KeyOf(token, payload, verification);
        Verify(token, key);
        var scope = verification.Scope ?? key.Scope ?? "";
        if (!SameText(scope, payload.Scope ?? ""))
            throw Invalid("The signature is for another scope. Sign the bundle for this one.");
        CompareFiles(files, payload, reading.Limits);
        return new(key.Id, key.Algorithm, scope, payload.Files.Count);
    }

    private static (JsonWebToken Token, SignedFiles Payload) Read(ReadOnlyMemory<byte> document, BundleLimits limits)
    {
        try
        {
            var read = StrictJson.Deserialize<SignatureDocument>(document.Span, limits.SignatureBytes);
            if (read.Plugin is { Length: > 0 } plugin)
                throw Malformed($"It wants the verifier '{Bounded.Quote(plugin)}'. Sign the bundle in OPA's own form.");
            if (read.Signatures is not [{ } text])
                throw Malformed($"It has {read.Signatures?.Count ?? 0} signatures; exactly one is expected. Sign the bundle again.");
            var token = JsonWebToken.Parse(text);
            return (token, StrictJson.Deserialize<SignedFiles>(token.Payload, limits.SignatureBytes));
        }
        catch (Exception e) when (e is JsonException or BuiltinException)
        {
            throw Malformed($"It cannot be read: {Bounded.Quote(e.Message)} Sign the bundle again.");
        }
    }

    private static BundleKey KeyOf(JsonWebToken token, SignedFiles payload, BundleVerification verification)
    {
        string[] named = [verification.KeyId ?? "", token.HeaderText("kid") ?? "", payload.Keyid ?? ""];
        var id = named.FirstOrDefault(name => name.Length > 0);
        return id is null && verification.Keys is [var only] ? only
            : verification.Keys.FirstOrDefault(key => key.Id == id)
            ?? throw Invalid($"It is by the key '{Bounded.Quote(id)}', which is not configured. Configure that key, or sign the bundle with one that is.");
    }

    private static void Verify(JsonWebToken token, BundleKey key)
    {
        // The algorithm is the key's: a token that could choose would choose its public key as a secret.
        if (token.HeaderText("alg") != key.Algorithm || !JwtKey.IsKnown(key.Algorithm))
            throw Invalid($"Its algorithm '{Bounded.Quote(token.HeaderText("alg"))}' is not that of the key {key}. Sign the bundle with the key's algorithm.");
        var keys = Material(key);
        try
        {
            if (!keys.Exists(one => one.Verify(key.Algorithm, token.Signed, token.Signature)))
                throw Invalid($"It is not by the key {key}. Fetch the bundle again, or configure the key that signed it.");
        }
        finally
        {
            keys.ForEach(one => one.Dispose());
        }
    }

    private static List<JwtKey> Material(BundleKey key)
    {
        if (key.Algorithm.StartsWith("HS", StringComparison.Ordinal))
            return [new JwtKey(Encoding.UTF8.GetBytes(key.Material))];
        try
        {
            return JwtKeyReader.Read(key.Material);
        }
        catch (Exception e) when (e is BuiltinException or CryptographicException or FormatException)
        {
            throw Invalid($"The key {key} cannot be read. Give PEM of a public key or a certificate.");
        }
    }

    private static void CompareFiles(SortedDictionary<string, ReadOnlyMemory<byte>> files, SignedFiles payload, BundleLimits limits)
    {
        var problems = new BundleProblems(limits.Problems);
        var listed = new Dictionary<string, SignedFile>(StringComparer.Ordinal);
        foreach (var file in payload.Files)
        {
            if (!listed.TryAdd((file.Name ?? "").TrimStart('/'), file))
                problems.Add(BundleFindings.FileMismatch, "The signature lists the file twice. Sign the bundle again.", Bounded.Quote(file.Name));
        }
        foreach (var (path, content) in files.Where(file => file.Key != BundlePath.Signatures))
        {
            if (!listed.Remove(path, out var file))
                problems.Add(BundleFindings.FileMismatch, "The file is not signed. Remove it, or sign the bundle again.", path);
            else if (FileHash.Compute(file.Algorithm ?? "", FileHash.Content(path, content.Span)) is not { } hash)
                problems.Add(BundleFindings.FileMismatch, $"The file is signed with '{Bounded.Quote(file.Algorithm)}', which is not accepted. Sign the bundle with SHA-256.", path);
            else if (!SameText(Convert.ToHexStringLower(hash), (file.Hash ?? "").ToLowerInvariant()))
                problems.Add(BundleFindings.FileMismatch, "The file is not the one that was signed. Fetch the bundle again.", path);
        }
        foreach (var path in listed.Keys.Order(StringComparer.Ordinal))
            problems.Add(BundleFindings.FileMismatch, "The file was signed and is not there. Fetch the bundle again.", Bounded.Quote(path));
        problems.Demand();
    }

    private static bool SameText(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static BundleException Malformed(string message) => new(BundleFindings.SignatureMalformed, message, BundlePath.Signatures);

    private static BundleException Invalid(string message) => new(BundleFindings.SignatureInvalid, message, BundlePath.Signatures);
}
