using System.ComponentModel.DataAnnotations;
using Attestry.Primitives;

namespace Attestry.Registry.Notifications;

/// <summary>One receiver of notifications.</summary>
public sealed record WebhookEndpointOptions
{
    /// <summary>Names its queue on disk, so it must stay the same; one path component of a repository name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where each notification is posted to.</summary>
    public Uri? Url { get; init; }

    /// <summary>Sent with each, <c>Authorization</c> for instance.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>An answer that takes longer counts as a failure.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Media types that it is not told of, as in CNCF distribution's <c>ignoredmediatypes</c>; of layers and configurations that is
    /// <c>application/octet-stream</c>.
    /// </summary>
    public IReadOnlyList<string> IgnoredMediaTypes { get; init; } = [];

    internal IEnumerable<ValidationResult> Problems(string path)
    {
        if (!ImageReference.IsRepository(Name) || Name.Contains('/'))
            yield return new("must be lower-case letters and digits, with dots, dashes or underscores between.", [$"{path}:{nameof(Name)}"]);
        if (Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            yield return new("must be an absolute http or https URL.", [$"{path}:{nameof(Url)}"]);
        if (Timeout <= TimeSpan.Zero)
            yield return new("must be longer than nothing.", [$"{path}:{nameof(Timeout)}"]);
        using var request = new HttpRequestMessage();
        foreach (var (name, value) in Headers)
            if (value.AsSpan().ContainsAny('\r', '\n') || !request.Headers.TryAddWithoutValidation(name, value))
                yield return new("is not a header that a request can carry.", [$"{path}:{nameof(Headers)}:{name}"]);
    }
}
