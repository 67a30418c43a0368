using System.ComponentModel.DataAnnotations;

namespace Attestry.SignatureVerifier.Trust;

/// <summary>Section <c>Trust</c>: whose signatures count, and where.</summary>
public sealed record TrustOptions : IValidatableObject
{
    /// <summary>With none, no signature by key is ever trusted.</summary>
    public IReadOnlyList<TrustedKeyOptions> Keys { get; init; } = [];

    /// <summary>Who may sign with certificates; needs <see cref="TrustedRoot"/> or <see cref="Tuf"/>.</summary>
    public IReadOnlyList<TrustedIdentityOptions> Identities { get; init; } = [];

    /// <summary>
    /// A <c>trusted_root.json</c>, or with <c>File</c> behind the name the file that holds it, read once at start; or
    /// <c>public-good</c> or <c>staging</c> for what is shipped of those instances.
    /// </summary>
    public string? TrustedRoot { get; init; }

    /// <summary>Where to fetch the trusted root from at start, instead of <see cref="TrustedRoot"/>.</summary>
    public TufOptions? Tuf { get; init; }

    /// <summary>Distinct transparency logs that must hold a signature by an identity.</summary>
    [Range(0, 8)]
    public int MinLogEntries { get; init; } = 1;

    /// <summary>Distinct authorities that must vouch for the time of a signature by an identity.</summary>
    [Range(0, 8)]
    public int MinTimestamps { get; init; } = 1;

    /// <summary>What signatures must be like in some repositories; where none applies, one trusted signature with the proofs above.</summary>
    public IReadOnlyList<TrustRuleOptions> Rules { get; init; } = [];

    /// <summary>Which build platforms earn which SLSA build level. Trusted provenance by others is of level 1.</summary>
    public IReadOnlyList<TrustedBuilderOptions> Builders { get; init; } = [];

    /// <summary>Notation signatures, which count where this trust policy says so.</summary>
    public NotationOptions Notation { get; init; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Keys.Count; i++)
        {
            var (key, at) = (Keys[i], $"{nameof(Keys)}:{i}");
            if (string.IsNullOrWhiteSpace(key.Name))
                yield return new("is missing; give the key a name.", [$"{at}:Name"]);
            if (Keys.Take(i).Any(earlier => earlier.Name == key.Name))
                yield return new($"'{key.Name}' names another key already.", [$"{at}:Name"]);
            if (string.IsNullOrEmpty(key.Pem) == string.IsNullOrEmpty(key.Path))
                yield return new("needs either Pem or Path.", [at]);
            if (key.Algorithm is not (null or "rsa-pss"))
                yield return new("is 'rsa-pss' or left out; other keys tell by themselves.", [$"{at}:Algorithm"]);
        }
        if (Tuf is not null && !string.IsNullOrWhiteSpace(TrustedRoot))
            yield return new("is given, and so is TrustedRoot; one of them is the root.", [nameof(Tuf)]);
        if (Tuf is { Url: null } != Tuf is { Root: null })
            yield return new("needs both Url and Root for a private deployment, and neither for the public one.", [nameof(Tuf)]);
        if (Tuf is { CacheFolder: "" })
            yield return new("is missing; without the state of before an older one is not recognised.", [$"{nameof(Tuf)}:CacheFolder"]);
        if (Tuf?.Url is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return new("is no address such as https://tuf.example.com.", [$"{nameof(Tuf)}:Url"]);
        if (Identities.Count > 0 && Tuf is null && string.IsNullOrWhiteSpace(TrustedRoot))
            yield return new("is missing; identities rest on the authorities that it names.", [nameof(TrustedRoot)]);
        if ((MinLogEntries | MinTimestamps) == 0)
            yield return new("is 0, and so is MinTimestamps; some proof must be demanded.", [nameof(MinLogEntries)]);
        for (var i = 0; i < Identities.Count; i++)
        {
            var (identity, at) = (Identities[i], $"{nameof(Identities)}:{i}");
            if (string.IsNullOrWhiteSpace(identity.Name))
                yield return new("is missing; give the identity a name.", [$"{at}:Name"]);
            if (Keys.Any(key => key.Name == identity.Name) || Identities.Take(i).Any(earlier => earlier.Name == identity.Name))
                yield return new($"'{identity.Name}' names another key or identity already.", [$"{at}:Name"]);
            if (string.IsNullOrEmpty(identity.Issuer) == string.IsNullOrEmpty(identity.IssuerPattern))
                yield return new("needs either Issuer or IssuerPattern.", [at]);
            if (string.IsNullOrEmpty(identity.Subject) == string.IsNullOrEmpty(identity.SubjectPattern))
                yield return new("needs either Subject or SubjectPattern.", [at]);
        }
        foreach (var result in ValidateRules().Concat(ValidateBuilders()))
            yield return result;
        if (string.IsNullOrWhiteSpace(Notation.Policy) != string.IsNullOrWhiteSpace(Notation.TrustStore))
            yield return new("needs both Policy and TrustStore, or neither.", [nameof(Notation)]);
    }

    private IEnumerable<ValidationResult> ValidateRules()
    {
        for (var i = 0; i < Rules.Count; i++)
        {
            var (rule, at) = (Rules[i], $"{nameof(Rules)}:{i}");
            if (rule.Repositories.Count == 0)
                yield return new("is missing; name the repositories that the rule is for.", [$"{at}:Repositories"]);
            if (rule.Threshold < 1 || rule.Signers.Count > 0 && rule.Threshold > rule.Signers.Count)
                yield return new("is below 1, or above the number of Signers.", [$"{at}:Threshold"]);
            if (rule.MinLogEntries is < 0 or > 8 || rule.MinTimestamps is < 0 or > 8 || ((rule.MinLogEntries ?? MinLogEntries) | (rule.MinTimestamps ?? MinTimestamps)) == 0)
                yield return new("and MinTimestamps are 0 to 8, and not both 0; some proof must be demanded.", [$"{at}:MinLogEntries"]);
            if (rule.ProveKeys && Tuf is null && string.IsNullOrWhiteSpace(TrustedRoot))
                yield return new("needs TrustedRoot or Tuf, which names the logs and authorities that prove.", [$"{at}:ProveKeys"]);
            if (rule.MaxAgeDays is < 1 or > 36_500)
                yield return new("is 1 to 36500, or left out.", [$"{at}:MaxAgeDays"]);
            if (Unknown(rule.Signers) is { } stranger)
                yield return new($"names '{stranger}', which is no key, identity or notation:NAME.", [$"{at}:Signers"]);
        }
    }

    private IEnumerable<ValidationResult> ValidateBuilders()
    {
        for (var i = 0; i < Builders.Count; i++)
        {
            var (builder, at) = (Builders[i], $"{nameof(Builders)}:{i}");
            if (string.IsNullOrEmpty(builder.Id) == string.IsNullOrEmpty(builder.IdPattern))
                yield return new("needs either Id or IdPattern.", [at]);
            if (builder.Level is < 1 or > 3)
                yield return new("is 1, 2 or 3.", [$"{at}:Level"]);
            if (builder.Signers.Count == 0)
                yield return new("is missing; name the keys or identities that speak for the builder.", [$"{at}:Signers"]);
            if (Unknown(builder.Signers) is { } stranger)
                yield return new($"names '{stranger}', which is no key or identity.", [$"{at}:Signers"]);
        }
    }

    private string? Unknown(IReadOnlyList<string> signers) => signers.FirstOrDefault(signer =>
        !signer.StartsWith("notation:", StringComparison.Ordinal) && Keys.All(key => key.Name != signer) && Identities.All(identity => identity.Name != signer));
}
