namespace Attestry.SignatureVerifier.Trust;

/// <summary>A repository of The Update Framework that holds a <c>trusted_root.json</c>; with neither address nor root, the public good instance's.</summary>
public sealed record TufOptions
{
    /// <summary>Address of a private deployment's repository.</summary>
    public string? Url { get; init; }

    /// <summary>Its <c>root.json</c> to begin with, or with <c>File</c> behind the name the file that holds it.</summary>
    public string? Root { get; init; }

    /// <summary>Where its state is kept: older states are recognised by it, and it serves while the repository cannot be reached.</summary>
    public string CacheFolder { get; init; } = "";
}
