using System.Reflection;

namespace Attestry.Sigstore.Trust;

/// <summary>A Sigstore for everybody, with what is shipped of it: the TUF root to follow, and what that root led to when it was shipped.</summary>
public sealed class PublicInstance
{
    private readonly string _folder;

    private PublicInstance(string folder, string repository) => (_folder, RepositoryUrl) = (folder, new(repository));

    /// <summary>The one that projects sign with.</summary>
    public static PublicInstance PublicGood { get; } = new("public-good", "https://tuf-repo-cdn.sigstore.dev/");

    /// <summary>The one for trials; what it signs vouches for nothing.</summary>
    public static PublicInstance Staging { get; } = new("staging", "https://tuf-repo-cdn.sigstage.dev/");

    /// <summary>Its TUF repository.</summary>
    public Uri RepositoryUrl { get; }

    /// <summary>The root to pin in a <see cref="Tuf.TufClient"/>.</summary>
    public ReadOnlyMemory<byte> TufRoot => Resource("root.json");

    public ReadOnlyMemory<byte> TrustedRoot => Resource("trusted_root.json");

    public ReadOnlyMemory<byte> SigningConfig => Resource("signing_config.v0.2.json");

    private byte[] Resource(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{_folder}/{file}")!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
