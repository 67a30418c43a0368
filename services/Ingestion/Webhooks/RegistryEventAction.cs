namespace Attestry.Ingestion.Webhooks;

internal enum RegistryEventAction
{
    /// <summary>A pull, a mount, a layer, a scan: accepted and not kept.</summary>
    Ignored = 0,

    Push,

    Delete,
}
