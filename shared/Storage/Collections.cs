using Attestry.Contracts.Documents;

namespace Attestry.Storage;

/// <summary>Every collection of the system and the indexes that its queries walk.</summary>
public static class Collections
{
    public static readonly CollectionDefinition<PushDocument> Pushes = new(
        "pushes",
        new("by_state", "state", "dueAt"),
        new("by_received", "receivedAt"));

    public static readonly CollectionDefinition<ArtifactDocument> Artifacts = new(
        "artifacts",
        new("by_digest", "digest"),
        new("by_repository", "registry", "repository", "firstSeenAt"),
        new("by_subject", "registry", "repository", "subject"),
        new("by_seen", "firstSeenAt"));

    public static readonly CollectionDefinition<EvidenceDocument> Evidence = new(
        "evidence",
        new("by_artifact", "artifact", "kind"),
        new("by_subject", "subject", "kind"));

    public static readonly CollectionDefinition<LayerDocument> Layers = new("layers");

    public static readonly CollectionDefinition<ExecutableDocument> Executables = new("executables", new IndexDefinition("by_file", "file"));

    public static readonly CollectionDefinition<LayerUseDocument> LayerUses = new(
        "layer_uses",
        new("by_layer", "layer"),
        new("by_artifact", "artifact"));

    public static readonly CollectionDefinition<LayerChainDocument> LayerChains = new(
        "layer_chains",
        new("by_chain", "chain"),
        new("by_image", "image"));

    public static readonly CollectionDefinition<PackageUseDocument> PackageUses = new("package_uses", new IndexDefinition("by_package", "package"));

    public static readonly CollectionDefinition<VexDocument> Vex = new("vex", new IndexDefinition("by_created", "createdAt"));

    public static readonly CollectionDefinition<StatusDocument> Statuses = new(
        "statuses",
        new("by_digest", "digest"),
        new("by_due", "dueAt"),
        new("by_changed", "changedAt"),
        new("by_state", "state", "changedAt"),
        new("by_repository", "registry", "repository", "changedAt"),
        new("by_repository_state", "registry", "repository", "state", "changedAt"));

    public static readonly CollectionDefinition<AttestationDocument> Attestations = new(
        "attestations",
        new("by_issued", "issuedAt"),
        new("by_artifact", "artifact", "issuedAt"),
        new("by_artifact_environment", "artifact", "environment", "issuedAt"),
        new("by_digest", "digest", "issuedAt"),
        new("by_state", "state", "issuedAt"),
        new("by_repository", "registry", "repository", "issuedAt"),
        new("by_repository_state", "registry", "repository", "state", "issuedAt"));

    public static readonly CollectionDefinition<SigningKeyDocument> SigningKeys = new("signing_keys", new IndexDefinition("by_added", "addedAt"));

    public static readonly CollectionDefinition<ApiKeyDocument> ApiKeys = new("api_keys", new IndexDefinition("by_created", "createdAt"));

    public static readonly CollectionDefinition<HostDocument> Hosts = new(
        "hosts",
        new("by_enrolled", "enrolledAt"),
        new("by_state", "state", "enrolledAt"),
        new("by_unattested", "unattested", "enrolledAt"),
        new("by_stale", "staleAt"));

    public static readonly CollectionDefinition<HostBootDocument> HostBoots = new("host_boots");

    public static readonly CollectionDefinition<HostIdentityDocument> HostIdentities = new("host_identities");

    public static readonly CollectionDefinition<HostEnrolmentDocument> HostEnrolments = new(
        "host_enrolments",
        new("by_expiry", "expiresAt"),
        new("by_address", "address", "expiresAt"));

    public static readonly CollectionDefinition<HostChallengeDocument> HostChallenges = new(
        "host_challenges",
        new("by_expiry", "expiresAt"),
        new("by_host", "host", "usedAt", "expiresAt"));

    public static readonly CollectionDefinition<HostEvidenceDocument> HostEvidence = new(
        "host_evidence",
        new("by_progress", "progress", "receivedAt"),
        new("by_received", "receivedAt"));

    public static readonly CollectionDefinition<HostEvidencePartDocument> HostEvidenceParts = new("host_evidence_parts");

    public static readonly CollectionDefinition<HostFilesDocument> HostFiles = new("host_files");

    public static readonly CollectionDefinition<HostArtifactDocument> HostArtifacts = new(
        "host_artifacts",
        new("by_host", "host", "artifact"),
        new("by_artifact", "artifact", "host"));

    public static readonly CollectionDefinition<HostRecordDocument> HostRecords = new("host_records", new IndexDefinition("by_host", "host", "number"));

    /// <summary>Keys that sign hosts' histories; those of decisions are <see cref="SigningKeys"/>.</summary>
    public static readonly CollectionDefinition<SigningKeyDocument> HostSigningKeys = new("host_signing_keys", new IndexDefinition("by_added", "addedAt"));

    public static readonly CollectionDefinition<ExceptionDocument> Exceptions = new(
        "exceptions",
        new("by_created", "createdAt"),
        new("by_expiry", "expiresAt"));

    public static readonly CollectionDefinition<ReevaluationDocument> Reevaluations = new("reevaluations", new IndexDefinition("by_started", "startedAt"));

    public static readonly CollectionDefinition<SignatureLapseDocument> SignatureLapses = new("signature_lapses", new IndexDefinition("by_due", "dueAt"));

    public static readonly CollectionDefinition<ContentChunk> Contents = new("contents");

    public static readonly IReadOnlyList<ICollectionDefinition> All =
    [
        Pushes, Artifacts, Evidence, Layers, Executables, LayerUses, LayerChains, PackageUses, Vex, Statuses, Attestations, SigningKeys, ApiKeys,
        Exceptions, Reevaluations, SignatureLapses, Hosts, HostBoots, HostIdentities, HostEnrolments, HostChallenges, HostEvidence, HostEvidenceParts, HostFiles,
        HostArtifacts, HostRecords, HostSigningKeys, Contents,
    ];
}
