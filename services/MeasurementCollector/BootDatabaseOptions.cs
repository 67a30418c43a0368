using System.ComponentModel.DataAnnotations;

namespace Attestry.MeasurementCollector;

/// <summary>A database of Secure Boot. Entries are SHA-256 of certificates, or the hashes that they are.</summary>
public sealed record BootDatabaseOptions
{
    [RegularExpression("PK|KEK|db|dbx", ErrorMessage = "must be PK, KEK, db or dbx.")]
    public string Name { get; init; } = "db";

    /// <summary>The only ones that it may hold. Empty: any.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Those that it must hold.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];
}
