using System.ComponentModel.DataAnnotations;
using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Registry.Notifications;

namespace Attestry.Registry;

/// <summary>Section <c>Registry</c>: the embedded registry.</summary>
public sealed record EmbeddedRegistryOptions : IValidatableObject
{
    /// <summary>The folder that holds everything. One process at a time may use it.</summary>
    [Required(ErrorMessage = "is missing; give a folder.")]
    public string Root { get; init; } = "attestry-data/registry";

    /// <summary>
    /// How clients call this registry, <c>host[:port]</c>; notifications name it. Unset: the address and port that the request came in on.
    /// Never the request's <c>Host</c> header, which a client could use to speak for another registry.
    /// </summary>
    public string? PublicHost { get; init; }

    /// <summary>Of the one account, which may read and write. Unset: no account.</summary>
    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Anyone may pull.</summary>
    public bool AnonymousRead { get; init; } = true;

    /// <summary>Anyone may push and delete; for a registry that only this machine reaches.</summary>
    public bool AnonymousWrite { get; init; }

    /// <summary>Who is told about pushes and deletions.</summary>
    public IReadOnlyList<WebhookEndpointOptions> Endpoints { get; init; } = [];

    /// <summary>Tell about pulls too. Off: a receiver that pulls what it is told about would feed itself.</summary>
    public bool NotifyPulls { get; init; }

    [Range(1, long.MaxValue, ErrorMessage = "must be at least 1.")]
    public long LargestBlobBytes { get; init; } = RegistryLimits.LargestBlobBytes;

    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1.")]
    public int MostUploads { get; init; } = RegistryLimits.MostUploads;

    [Range(1, long.MaxValue, ErrorMessage = "must be at least 1.")]
    public long MostUploadBytes { get; init; } = RegistryLimits.MostUploadBytes;

    /// <summary>An upload that nobody wrote to for so long is dropped.</summary>
    public TimeSpan UploadIdleTime { get; init; } = TimeSpan.FromHours(1);

    [Range(1, int.MaxValue, ErrorMessage = "must be at least 1.")]
    public int MostPendingNotifications { get; init; } = RegistryLimits.MostPendingNotifications;

    /// <summary>Between the first failed delivery and the second; doubles up to <see cref="LongestRetryDelay"/>.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicHost is not null && !ImageReference.IsRegistry(PublicHost))
            yield return new("must be host or host:port.", [nameof(PublicHost)]);
        if (string.IsNullOrEmpty(Username) != string.IsNullOrEmpty(Password))
            yield return new("and its Username must be given together.", [nameof(Password)]);
        if (string.IsNullOrEmpty(Password) && !(AnonymousRead && AnonymousWrite))
            yield return new("is missing; set it with Username, or set AnonymousWrite for a registry that only this machine reaches.", [nameof(Password)]);
        if (UploadIdleTime <= TimeSpan.Zero)
            yield return new("must be longer than nothing.", [nameof(UploadIdleTime)]);
        if (FirstRetryDelay <= TimeSpan.Zero || LongestRetryDelay < FirstRetryDelay)
            yield return new("must be longer than nothing and at most LongestRetryDelay.", [nameof(FirstRetryDelay)]);
        foreach (var problem in Endpoints.SelectMany((endpoint, at) => endpoint.Problems($"{nameof(Endpoints)}:{at}")))
            yield return problem;
        if (Endpoints.Select(e => e.Name).Distinct(StringComparer.Ordinal).Count() != Endpoints.Count)
            yield return new("must have names of their own.", [nameof(Endpoints)]);
    }
}
