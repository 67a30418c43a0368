using System.ComponentModel.DataAnnotations;

namespace Attestry.SignatureVerifier.Trust;

/// <summary>Section <c>Trust</c>: whose signatures count, and where.</summary>
public sealed record TrustOptions : IValidatableObject
{
    /// <summary>With none, no signature is ever trusted.</summary>
    public IReadOnlyList<TrustedKeyOptions> Keys { get; init; } = [];

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
    }
}
