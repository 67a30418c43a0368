using Attestry.Primitives;
using Attestry.Primitives.Findings;
using Attestry.Sigstore.Keys;

namespace Attestry.Sigstore;

/// <summary>What to call it when no trusted key verifies a signature.</summary>
internal static class Refusal
{
    /// <param name="hints">Key ids or hints that came with the signatures; those that are null or empty say nothing.</param>
    internal static Finding Of(IReadOnlyCollection<VerificationKey> trusted, IReadOnlyCollection<string?> hints)
    {
        if (trusted.Count == 0)
            return new(SignatureFindings.KeyUntrusted, Severity.High, "No key is trusted here.");
        if (hints.Any(hint => trusted.Any(key => hint == key.KeyId || hint == key.Hint)))
            return new(SignatureFindings.Invalid, Severity.High, "The signature names a trusted key, but that key did not sign these bytes.");
        if (hints.FirstOrDefault(hint => !string.IsNullOrEmpty(hint)) is { } stranger)
            return new(SignatureFindings.KeyUntrusted, Severity.High, $"It is signed with a key that is not trusted here: {Bounded.Quote(stranger)}.");
        return new(SignatureFindings.Invalid, Severity.High, $"None of the {trusted.Count} keys trusted here verifies it: it was altered, or another key made it.");
    }
}
