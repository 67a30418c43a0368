using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.RegularExpressions;
using Attestry.Policy.BuiltIn;
using Attestry.Policy.Rules;
using Attestry.Policy.Sets;
using Attestry.Rego.Values;

namespace Attestry.PolicyEvaluator.Policies;

/// <summary>One policy set: where its bundle is and what it is for.</summary>
public sealed partial record PolicySetOptions : IValidatableObject
{
    /// <summary>Short and stable; decisions name it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Patterns (<see cref="Primitives.RepositoryPattern"/>): <c>ghcr.io/acme/**</c>. Without any all repositories.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary>Environments that it holds for; without any all of them. Each environment that a set names is decided apart.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>A folder, an archive (<c>bundle.tar.gz</c>), or <c>oci://registry/repository:tag</c> in a configured registry.</summary>
    public string Source { get; init; } = "";

    /// <summary>The package whose rules count, with those below it.</summary>
    public string Entrypoint { get; init; } = RegoPolicy.DefaultEntrypoint;

    public PolicyMode Mode { get; init; }

    /// <summary>JSON that the policies find at <c>data.settings</c>; <c>DataFile</c> names a file that holds it.</summary>
    public string Data { get; init; } = "";

    /// <summary>Whose signature the bundle must have; null when none is demanded.</summary>
    public BundleSignatureOptions? Signature { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!ShortName().IsMatch(Name) || Name == BuiltInPolicy.SetName)
            yield return new($"must be 1 to 60 lower-case letters, digits, dots and hyphens, and not '{BuiltInPolicy.SetName}'.", [nameof(Name)]);
        if (string.IsNullOrWhiteSpace(Source))
            yield return new("is missing; name a folder, an archive or oci://registry/repository:tag.", [nameof(Source)]);
        if (Repositories.Any(string.IsNullOrWhiteSpace))
            yield return new("has an empty pattern; write ghcr.io/acme/** or the like.", [nameof(Repositories)]);
        if (!Environments.All(ShortName().IsMatch))
            yield return new("must be names of lower-case letters, digits, dots and hyphens.", [nameof(Environments)]);
        if (!RegoPolicy.IsEntrypoint(Entrypoint))
            yield return new("must be a package: data.attestry or the like.", [nameof(Entrypoint)]);
        if (!IsJson())
            yield return new("is no JSON.", [nameof(Data)]);
    }

    internal IReadOnlyList<string> Patterns => Repositories.Count > 0 ? Repositories : ["**"];

    internal RegoValue? Settings() => Data.Length > 0 ? RegoJson.Parse(Data) : null;

    private bool IsJson()
    {
        try
        {
            Settings();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShortName();
}
