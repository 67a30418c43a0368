namespace Attestry.Primitives.Limits;

/// <summary>What ingestion reads at most of what others send, each with its reason.</summary>
public static class IngestionLimits
{
    /// <summary>
    /// Bytes of one webhook request. zot sends the manifest along, which a registry keeps at 4 MiB, as JSON text inside
    /// JSON; Event Grid batches stay under 1 MiB.
    /// </summary>
    public const int WebhookBytes = 8 << 20;

    /// <summary>Events in one request. Registries send one to a few; Event Grid batches are configured in the hundreds.</summary>
    public const int EventsPerRequest = 1000;

    /// <summary>Bytes of an event that are kept in its push document: enough for any event that does not embed a manifest.</summary>
    public const int PayloadBytesKept = 64 << 10;

    /// <summary>Characters of an event id or actor; UUIDs and user names are far shorter.</summary>
    public const int TextLength = 256;

    /// <summary>New referrers that one push of a fallback index may announce. The rest is found by who verifies the subject, which lists them all.</summary>
    public const int ReferrersPerIndex = 1000;

    /// <summary>Artifacts of one repository that are compared when a tag is gone, or when it is reconciled: far more than repositories hold.</summary>
    public const int ArtifactsPerRepository = 100_000;

    /// <summary>Tries to write an artifact that others write at the same time, before the message is retried.</summary>
    public const int ConcurrencyTries = 20;
}
