namespace Attestry.Sigstore.Certificates;

/// <summary>
/// What Fulcio says about the workload it issued a certificate for (fulcio/docs/oid-info.md); each null when it says nothing.
/// </summary>
public sealed record CertificateClaims
{
    /// <summary>Who vouched for the identity, as a URL: extension 1.8, or 1.1 in old certificates.</summary>
    public string? Issuer { get; init; }

    /// <summary>Extensions 1.2 to 1.6, which the later ones replace.</summary>
    public string? GitHubWorkflowTrigger { get; init; }

    public string? GitHubWorkflowSha { get; init; }

    public string? GitHubWorkflowName { get; init; }

    public string? GitHubWorkflowRepository { get; init; }

    public string? GitHubWorkflowRef { get; init; }

    /// <summary>The instructions that signed: a reusable workflow, where the build's own is <see cref="BuildConfigUri"/>.</summary>
    public string? BuildSignerUri { get; init; }

    public string? BuildSignerDigest { get; init; }

    /// <summary><c>github-hosted</c>, <c>self-hosted</c>.</summary>
    public string? RunnerEnvironment { get; init; }

    public string? SourceRepositoryUri { get; init; }

    /// <summary>The commit.</summary>
    public string? SourceRepositoryDigest { get; init; }

    public string? SourceRepositoryRef { get; init; }

    /// <summary>Stays when a repository is renamed.</summary>
    public string? SourceRepositoryIdentifier { get; init; }

    public string? SourceRepositoryOwnerUri { get; init; }

    public string? SourceRepositoryOwnerIdentifier { get; init; }

    public string? BuildConfigUri { get; init; }

    public string? BuildConfigDigest { get; init; }

    public string? BuildTrigger { get; init; }

    public string? RunInvocationUri { get; init; }

    /// <summary><c>public</c>, <c>private</c>, <c>internal</c>, when it signed.</summary>
    public string? SourceRepositoryVisibility { get; init; }

    public string? DeploymentEnvironment { get; init; }
}
