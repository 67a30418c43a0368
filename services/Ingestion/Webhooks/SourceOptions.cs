using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Attestry.Ingestion.Reconciliation;
using Attestry.Ingestion.Webhooks.Authentication;
using Attestry.Ingestion.Webhooks.Dialects;
using Attestry.Primitives;

namespace Attestry.Ingestion.Webhooks;

/// <summary>Section <c>Ingestion:Sources:n</c>: who may send webhooks to <c>/webhooks/{Name}</c>, in which words, about which registry.</summary>
public sealed partial record SourceOptions : IValidatableObject
{
    /// <summary>Stands in the URL.</summary>
    public string? Name { get; init; }

    /// <summary><c>distribution</c>, <c>harbor</c>, <c>docker-hub</c>, <c>quay</c>, <c>github</c>, <c>acr</c>, <c>ecr</c>, <c>zot</c> or <c>gar</c>.</summary>
    public string? Dialect { get; init; }

    /// <summary>The registry it speaks for, as configured in <c>Oci:Registries</c>: <c>host[:port]</c>.</summary>
    public string? Registry { get; init; }

    /// <summary>Where one source speaks for several (ECR accounts and regions, Artifact Registry locations); the event says which.</summary>
    public IReadOnlyList<string> Registries { get; init; } = [];

    /// <summary>
    /// Other names that its events may use for the only registry: the one inside a cluster, the one of a proxy; <c>*</c> for any.
    /// CNCF distribution repeats the name that the pushing client used, and holds back every later event while one is
    /// refused: where clients use names that cannot be foreseen, say <c>*</c>.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    public AuthenticationOptions Authentication { get; init; } = new();

    /// <summary>Lets anyone speak for it. Events are hints that the registry must confirm, but strangers could keep the system busy.</summary>
    public bool AllowUnauthenticated { get; init; }

    internal IReadOnlyList<string> AllRegistries => Registry is null ? Registries : [Registry, .. Registries];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Name is null || !NamePattern().IsMatch(Name))
            yield return new("is missing or not made of lower-case letters, digits, '-' and '_'.", [nameof(Name)]);
        if (Name == ReconcilerIntake.Source)
            yield return new($"must not be '{Name}', which stands for what no webhook told.", [nameof(Name)]);
        if (DialectTable.Find(Dialect) is null)
            yield return new($"must be one of {DialectTable.Names}.", [nameof(Dialect)]);
        if (AllRegistries.Count == 0 || !AllRegistries.All(ImageReference.IsRegistry))
            yield return new("is missing or not host[:port].", [nameof(Registry)]);
        if (Hosts.Count > 0 && AllRegistries.Count != 1)
            yield return new("needs exactly one registry, whose other names they are.", [nameof(Hosts)]);
        if (Authentication.Kind is null)
        {
            if (!AllowUnauthenticated)
                yield return new($"is missing; use one of {AuthenticationTable.Names}, or set AllowUnauthenticated.", ["Authentication:Kind"]);
        }
        else if (AuthenticationTable.Find(Authentication.Kind) is not { } kind)
            yield return new($"must be one of {AuthenticationTable.Names}.", ["Authentication:Kind"]);
        else if (kind.Missing(Authentication) is { } missing)
            yield return new("is missing.", [$"Authentication:{missing}"]);
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
