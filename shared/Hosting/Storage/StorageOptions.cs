using System.ComponentModel.DataAnnotations;

namespace Attestry.Hosting.Storage;

/// <summary>Section <c>Storage</c>: where documents are kept.</summary>
public sealed record StorageOptions
{
    /// <summary><c>sqlite</c>, <c>postgresql</c> or <c>mongodb</c> (in builds with <c>-p:MongoDb=true</c>).</summary>
    [RegularExpression("sqlite|postgresql|mongodb", ErrorMessage = "must be sqlite, postgresql or mongodb.")]
    public string Provider { get; init; } = "sqlite";

    /// <summary>The SQLite file, or the server's connection string.</summary>
    [Required(ErrorMessage = "is missing; give the SQLite file or the server's connection string.")]
    public string Connection { get; init; } = "attestry-data/attestry.db";

    /// <summary>How long the start waits for a store that does not answer yet, until it fails.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "must be a time of at most a day.")]
    public TimeSpan StartWait { get; init; } = TimeSpan.FromMinutes(2);
}
