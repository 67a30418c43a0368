using System.ComponentModel.DataAnnotations;
using Attestry.Contracts.Documents;

namespace Attestry.Hosting.Security;

/// <summary>A key that is given by the configuration, for the first start and for closed installations.</summary>
public sealed record ApiKeyOptions : IValidatableObject
{
    /// <summary>The 16 hexadecimal digits after <c>att_</c>.</summary>
    [RegularExpression("[0-9a-f]{16}", ErrorMessage = "must be the 16 hexadecimal digits of the key's id.")]
    [Required(ErrorMessage = "is missing.")]
    public string Id { get; init; } = "";

    [Required(ErrorMessage = "is missing.")]
    public string Name { get; init; } = "";

    /// <summary>Lower-case hex SHA-256 of the whole key.</summary>
    [RegularExpression("[0-9a-f]{64}", ErrorMessage = "must be the SHA-256 of the whole key, 64 lower-case hexadecimal digits.")]
    [Required(ErrorMessage = "is missing.")]
    public string Hash { get; init; } = "";

    [MinLength(1, ErrorMessage = "must name at least one role.")]
    public IReadOnlyList<string> Roles { get; init; } = [];

    public DateTimeOffset? ExpiresAt { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Roles.Where(role => !Security.Roles.All.Contains(role))
            .Select(role => new ValidationResult($"names the role '{role}'; there are {string.Join(", ", Security.Roles.All)}.", [nameof(Roles)]));

    internal ApiKeyDocument ToDocument() => new(Id, Name, Hash, Roles, default, ExpiresAt, null);
}
