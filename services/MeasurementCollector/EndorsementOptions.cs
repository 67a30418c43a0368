using System.ComponentModel.DataAnnotations;

namespace Attestry.MeasurementCollector;

/// <summary>Which endorsement keys are accepted: any one of these is enough.</summary>
public sealed record EndorsementOptions : IValidatableObject
{
    /// <summary>Files with certificates of TPM manufacturers' roots, PEM or DER.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>Files with certificates between roots and endorsement keys, for hosts that do not send them.</summary>
    public IReadOnlyList<string> Intermediates { get; init; } = [];

    /// <summary>SHA-256 of endorsement keys' SubjectPublicKeyInfo, lower-case hexadecimal.</summary>
    public IReadOnlyList<string> Hashes { get; init; } = [];

    /// <summary>What neither a manufacturer nor the list vouches for waits for an administrator; else it is refused.</summary>
    public bool Approval { get; init; } = true;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Hashes.Where(hash => hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower))
            .Select(_ => new ValidationResult("must hold SHA-256 hashes of 64 lower-case hexadecimal digits.", [nameof(Hashes)]));
}
