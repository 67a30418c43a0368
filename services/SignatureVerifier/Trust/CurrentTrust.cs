using Attestry.Sigstore.Trust;

namespace Attestry.SignatureVerifier.Trust;

/// <summary>What is trusted now. Only the trusted root changes while the service runs; a look that began goes on with the one that it has.</summary>
internal sealed class CurrentTrust(RepositoryTrust loaded)
{
    private volatile RepositoryTrust _value = loaded;

    private volatile string? _problem;

    internal RepositoryTrust Value => _value;

    /// <summary>Why the newest trusted root cannot be had; null when it can.</summary>
    internal string? Problem => _problem;

    internal void Replace(TrustedRoot root) => (_value, _problem) = (_value with { Root = root }, null);

    internal void Keep(string problem) => _problem = problem;
}
