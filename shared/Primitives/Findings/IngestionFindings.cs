namespace Attestry.Primitives.Findings;

/// <summary>Stable ids of what ingestion notices about webhooks and pushes.</summary>
public static class IngestionFindings
{
    public const string UnknownSource = "webhook.unknown-source";

    public const string Unauthenticated = "webhook.unauthenticated";

    public const string Oversized = "webhook.oversized";

    public const string Malformed = "webhook.malformed";

    /// <summary>The registry that an event speaks about is not one that its source may speak for, or is not configured.</summary>
    public const string UnknownRegistry = "webhook.unknown-registry";

    /// <summary>The registry gave bytes that do not have the digest that was pushed, or that are no manifest.</summary>
    public const string BadManifest = "push.bad-manifest";

    /// <summary>The registry did not have the manifest, however often it was asked.</summary>
    public const string NotFound = "push.not-found";

    /// <summary>A referrer names a subject other than the one that its tag or index says.</summary>
    public const string WrongSubject = "push.wrong-subject";
}
