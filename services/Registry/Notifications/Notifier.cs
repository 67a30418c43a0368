using System.Globalization;
using System.Net;
using Attestry.Oci.Manifests;
using Attestry.Primitives;
using Attestry.Registry.Protocol;

namespace Attestry.Registry.Notifications;

/// <summary>
/// Tells the endpoints what a request did, in the events that CNCF distribution sends. Each is on the disk before the client gets
/// its answer, so none is lost that a client was told of.
/// </summary>
internal sealed class Notifier(NotificationQueues queues, EmbeddedRegistryOptions options, TimeProvider time, RegistryMetrics metrics)
{
    private readonly Guid _instance = Guid.NewGuid();

    /// <summary>False: an endpoint was away for so long that no more is kept for it; a change now could not be told.</summary>
    public bool HasRoom => queues.All.All(queue => queue.Pending < options.MostPendingNotifications);

    public static DistributionError NoRoom { get; } =
        DistributionError.TooManyRequests("A webhook endpoint does not take notifications and no more can be kept for it.");

    public void BlobPushed(HttpContext context, string repository, Digest digest, long size, string? mountedFrom) =>
        Tell(context, mountedFrom is null ? "push" : "mount", Blob(context, repository, digest, size) with { FromRepository = mountedFrom });

    public void BlobPulled(HttpContext context, string repository, Digest digest, long size)
    {
        if (options.NotifyPulls)
            Tell(context, "pull", Blob(context, repository, digest, size));
    }

    public void ManifestPushed(HttpContext context, string repository, Descriptor manifest, string? tag, IReadOnlyList<Descriptor> references)
    {
        metrics.Pushed();
        Tell(context, "push", Manifest(context, repository, manifest, tag) with { References = references });
    }

    public void ManifestPulled(HttpContext context, string repository, Descriptor manifest, string? tag)
    {
        if (options.NotifyPulls)
            Tell(context, "pull", Manifest(context, repository, manifest, tag));
    }

    /// <summary>A manifest or blob (by digest), or a tag alone.</summary>
    public void Deleted(HttpContext context, string repository, Digest? digest, string? tag) =>
        Tell(context, "delete", new EventTarget(repository) { Digest = digest?.Text, Tag = tag });

    private void Tell(HttpContext context, string action, EventTarget target)
    {
        var told = queues.All.Where(queue => target.MediaType is not { } type || !queue.Endpoint.IgnoredMediaTypes.Contains(type)).ToList();
        if (told.Count == 0)
            return;
        var connection = context.Connection;
        var request = new EventRequest(
            context.TraceIdentifier, Endpoint(connection.RemoteIpAddress, connection.RemotePort), Host(context), context.Request.Method,
            Bounded.Quote(context.Request.Headers.UserAgent));
        var actor = new EventActor(context.Request.Headers.Authorization.Count > 0 ? options.Username : null);
        var source = new EventSource($"{Environment.MachineName}:{connection.LocalPort.ToString(CultureInfo.InvariantCulture)}", _instance);
        var notification = new RegistryEvent(Guid.NewGuid(), time.GetUtcNow(), action, target, request, actor, source).ToNotification();
        foreach (var queue in told)
            queue.Add(notification);
    }

    private EventTarget Blob(HttpContext context, string repository, Digest digest, long size) => new(repository)
    {
        MediaType = "application/octet-stream",
        Size = size,
        Digest = digest.Text,
        Url = $"{context.Request.Scheme}://{Host(context)}/v2/{repository}/blobs/{digest}",
    };

    private EventTarget Manifest(HttpContext context, string repository, Descriptor manifest, string? tag) => new(repository)
    {
        MediaType = manifest.MediaType,
        Size = manifest.Size,
        Digest = manifest.Digest.Text,
        Tag = tag,
        Url = $"{context.Request.Scheme}://{Host(context)}/v2/{repository}/manifests/{manifest.Digest}",
    };

    private string Host(HttpContext context) =>
        options.PublicHost ?? Endpoint(context.Connection.LocalIpAddress, context.Connection.LocalPort);

    private static string Endpoint(IPAddress? address, int port) =>
        address is null ? ""
            : address is { IsIPv4MappedToIPv6: true } ? new IPEndPoint(address.MapToIPv4(), port).ToString()
            : new IPEndPoint(address, port).ToString();
}
