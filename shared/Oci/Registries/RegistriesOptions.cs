using System.ComponentModel.DataAnnotations;

namespace Attestry.Oci.Registries;

/// <summary>Section <c>Oci</c>: the registries whose artifacts are looked at; no other is ever asked.</summary>
public sealed record RegistriesOptions : IValidatableObject
{
    public IReadOnlyList<RegistryOptions> Registries { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Registries.Count; i++)
        {
            foreach (var problem in Registries[i].Validate(validationContext))
                yield return new(problem.ErrorMessage, [.. problem.MemberNames.Select(name => $"{nameof(Registries)}:{i}:{name}")]);
        }
        foreach (var twice in Registries.GroupBy(r => RegistryHosts.Canonical(r.Host)).Where(g => g.Count() > 1))
            yield return new($"{twice.Key} is configured twice.", [nameof(Registries)]);
    }
}
