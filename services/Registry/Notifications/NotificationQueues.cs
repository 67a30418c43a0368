using Attestry.Registry.Content;

namespace Attestry.Registry.Notifications;

/// <summary>One queue for each configured endpoint.</summary>
internal sealed class NotificationQueues(RegistryFolder folder, EmbeddedRegistryOptions options)
{
    public IReadOnlyList<NotificationQueue> All { get; } = [.. options.Endpoints.Select(endpoint => new NotificationQueue(folder, endpoint))];
}
