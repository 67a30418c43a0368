using System.ComponentModel.DataAnnotations;
using Attestry.Oci.Registries;

namespace Attestry.PolicyEvaluator.Publishing;

/// <summary>Section <c>Publish</c>: which decisions are pushed back to their registries, as referrers of what they are about. Off while no repository is named.</summary>
public sealed record PublishOptions : IValidatableObject
{
    /// <summary>Patterns of <c>registry/repository</c>: <c>ghcr.io/acme/**</c>.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>How the registries are written to: accounts of their own, which may push to these repositories and nothing else.</summary>
    public IReadOnlyList<RegistryOptions> Registries { get; init; } = [];

    public bool IsOn => Repositories.Count > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && Registries.Count == 0)
            yield return new("is missing; decisions are pushed with credentials of their own, not with those that only read.", [nameof(Registries)]);
        foreach (var problem in new RegistriesOptions { Registries = Registries }.Validate(validationContext))
            yield return problem;
    }
}
