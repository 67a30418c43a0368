using System.Text.Json;
using System.Text.Json.Serialization;
using Attestry.Oci.Manifests;

namespace Attestry.Registry.Notifications;

/// <summary>One event as CNCF distribution writes it; its receivers know the names.</summary>
internal sealed record RegistryEvent(
    Guid Id,
    DateTimeOffset Timestamp,
    string Action,
    EventTarget Target,
    EventRequest Request,
    EventActor Actor,
    EventSource Source)
{
    public const string MediaType = "application/vnd.docker.distribution.events.v2+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The body of a notification: an envelope with this event alone.</summary>
    public byte[] ToNotification() => JsonSerializer.SerializeToUtf8Bytes(new { events = new[] { this } }, Json);
}

/// <summary>What was pushed, pulled or deleted. A deletion has only the repository and either digest or tag.</summary>
internal sealed record EventTarget(string Repository)
{
    public string? MediaType { get; init; }

    public long? Size { get; init; }

    public string? Digest { get; init; }

    /// <summary>The same as <see cref="Size"/>, under its older name.</summary>
    public long? Length => Size;

    public string? FromRepository { get; init; }

    public string? Url { get; init; }

    public string? Tag { get; init; }

    public IReadOnlyList<Descriptor>? References { get; init; }
}

internal sealed record EventRequest(string Id, string Addr, string Host, string Method, string Useragent);

internal sealed record EventActor(string? Name);

/// <param name="InstanceId">One for each run of the process.</param>
internal sealed record EventSource(string Addr, [property: JsonPropertyName("instanceID")] Guid InstanceId);
