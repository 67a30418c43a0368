using System.ComponentModel.DataAnnotations;
using Attestry.Primitives;

namespace Attestry.Oci.Registries;

/// <summary>How one registry is reached.</summary>
public sealed record RegistryOptions : IValidatableObject
{
    /// <summary>As references name it, with port where one is needed: <c>ghcr.io</c>, <c>127.0.0.1:5000</c>, <c>docker.io</c>.</summary>
    public string Host { get; init; } = "";

    /// <summary>Plain HTTP. Only a host that is marked so is ever spoken to without TLS.</summary>
    public bool Insecure { get; init; }

    /// <summary>For basic authentication and for the registry's token service.</summary>
    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>A file whose first line is the password; read when the password is needed, so that it may be rotated.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>A bearer token that the registry takes as it is, in place of a user.</summary>
    public string? Token { get; init; }

    /// <summary>PEM certificates of authorities that are trusted for this registry, besides the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>
    /// Hosts that hold copies. Content is asked of them first, in this order, by digest; what a tag means is asked of the
    /// registry itself, and of a mirror only when the registry cannot be reached.
    /// </summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];

    /// <summary>Repositories that are looked after without being asked, as patterns over <c>registry/repository</c> (<see cref="RepositoryPattern"/>).</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!ImageReference.IsRegistry(Host))
            yield return new($"'{Bounded.Quote(Host)}' is not a registry host; write host or host:port.", [nameof(Host)]);
        if (Username is not null && Password is null && PasswordFile is null)
            yield return new($"{Host} has a user without Password or PasswordFile.", [nameof(Password)]);
        if (Username is null && (Password is not null || PasswordFile is not null))
            yield return new($"{Host} has a password without Username.", [nameof(Username)]);
        if (CaFile is not null && !File.Exists(CaFile))
            yield return new($"{CaFile} is not there.", [nameof(CaFile)]);
        foreach (var mirror in Mirrors.Where(m => !ImageReference.IsRegistry(m)))
            yield return new($"'{Bounded.Quote(mirror)}' is not a registry host.", [nameof(Mirrors)]);
    }

    /// <summary>Without secrets.</summary>
    public override string ToString() => Host;
}
