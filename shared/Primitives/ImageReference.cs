using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Attestry.Primitives;

/// <summary>
/// <c>registry/repository[:tag][@digest]</c>, in the normal form that Docker and containerd use: no registry means
/// <c>docker.io</c>, a one-word Docker Hub repository gets <c>library/</c>. Grammar: OCI Distribution Spec 1.1, §pulling manifests.
/// </summary>
public sealed partial record ImageReference
{
    public const string DockerHub = "docker.io";

    private const int LongestName = 255;

    private ImageReference(string registry, string repository, string? tag, Digest digest) =>
        (Registry, Repository, Tag, Digest) = (registry, repository, tag, digest);

    /// <summary>Host, with port where one is given: <c>127.0.0.1:5000</c>.</summary>
    public string Registry { get; }

    public string Repository { get; }

    public string? Tag { get; }

    /// <summary><see cref="Digest.IsEmpty"/> when the reference has none.</summary>
    public Digest Digest { get; }

    /// <summary>What to ask a registry for: the digest when there is one, else the tag, else <c>latest</c>.</summary>
    public string Selector => Digest.IsEmpty ? Tag ?? "latest" : Digest.Text;

    /// <summary><c>registry/repository</c>, which trust and policy patterns match.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>The same repository, by digest alone.</summary>
    public ImageReference WithDigest(Digest digest) => new(Registry, Repository, null, digest);

    public ImageReference WithTag(string tag) =>
        IsTag(tag) ? new(Registry, Repository, tag, default) : throw new FormatException($"'{Bounded.Quote(tag)}' is not a tag.");

    public static bool IsRepository([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestName } && RepositoryPattern().IsMatch(text);

    public static bool IsTag([NotNullWhen(true)] string? text) => text is not null && TagPattern().IsMatch(text);

    public static bool IsRegistry([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestName } && RegistryPattern().IsMatch(text);

    /// <summary>Builds a reference from parts that are known to be apart, as a webhook or a configuration gives them.</summary>
    public static bool TryCreate(string? registry, string? repository, string? tag, Digest digest, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = IsRegistry(registry) && IsRepository(repository) && (tag is null || IsTag(tag))
            ? new(registry, repository, tag, digest)
            : null;
        return reference is not null;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        if (string.IsNullOrEmpty(text))
            return false;
        Digest digest = default;
        var rest = text;
        if (text.IndexOf('@') is var at and >= 0)
        {
            if (!Digest.TryParse(text[(at + 1)..], out digest))
                return false;
            rest = text[..at];
        }
        string? tag = null;
        if (rest.LastIndexOf(':') is var colon and > 0 && !rest.AsSpan(colon).Contains('/'))
            (rest, tag) = (rest[..colon], rest[(colon + 1)..]);
        var (registry, repository) = SplitRegistry(rest);
        return TryCreate(registry, repository, tag, digest, out reference);
    }

    /// <exception cref="FormatException">The text is not a reference; the message says how to write one.</exception>
    public static ImageReference Parse(string text) =>
        TryParse(text, out var reference)
            ? reference
            : throw new FormatException($"'{Bounded.Quote(text)}' is not an image reference; write registry/repository:tag or registry/repository@sha256:<hex>.");

    // The first component is a registry only when it cannot be a path component of Docker Hub.
    private static (string Registry, string Repository) SplitRegistry(string name)
    {
        var slash = name.IndexOf('/');
        var first = slash < 0 ? "" : name[..slash];
        if (first.Contains('.') || first.Contains(':') || first == "localhost")
            return (first is "index.docker.io" or "registry-1.docker.io" ? DockerHub : first, Hub(first, name[(slash + 1)..]));
        return (DockerHub, slash < 0 ? $"library/{name}" : name);
    }

    private static string Hub(string registry, string repository) =>
        registry is DockerHub or "index.docker.io" or "registry-1.docker.io" && !repository.Contains('/') ? $"library/{repository}" : repository;

    public override string ToString() =>
        $"{Name}{(Tag is null ? "" : $":{Tag}")}{(Digest.IsEmpty ? "" : $"@{Digest}")}";

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\A(?:\[[0-9a-fA-F:]+\]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::[0-9]{1,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegistryPattern();
}
