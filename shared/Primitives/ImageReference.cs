using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
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

    /// <summary>A host name, an IPv4 address or a bracketed IPv6 address, with a port of 1 to 65535 where one is given.</summary>
    public static bool IsRegistry([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestName }
        && RegistryPattern().Match(text) is { Success: true } match
        && (!match.Groups["port"].Success || ushort.TryParse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
        && (!match.Groups["ipv6"].Success || IPAddress.TryParse(match.Groups["ipv6"].ValueSpan, out _));

    /// <summary>
    /// Builds a reference from parts that are known to be apart, as a webhook or a configuration gives them. The registry is
    /// brought to lower case: host names know no case (RFC 3986 §3.2.2), and patterns must not be dodged by spelling.
    /// </summary>
    public static bool TryCreate(string? registry, string? repository, string? tag, Digest digest, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = IsRegistry(registry) && IsRepository(repository) && (tag is null || IsTag(tag))
            ? new(registry.ToLowerInvariant(), repository, tag, digest)
            : null;
        return reference is not null;
    }

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        // Sixty-four hex digits alone are an image's id, not a repository of Docker Hub; containerd refuses them too.
        if (string.IsNullOrEmpty(text) || IdentifierPattern().IsMatch(text))
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
        if (!first.Contains('.') && !first.Contains(':') && !first.Any(char.IsAsciiLetterUpper) && first != "localhost")
            return (DockerHub, slash < 0 ? $"library/{name}" : name);
        var (registry, repository) = (first.ToLowerInvariant(), name[(slash + 1)..]);
        if (registry is not (DockerHub or "index.docker.io" or "registry-1.docker.io"))
            return (registry, repository);
        return (DockerHub, repository.Contains('/') ? repository : $"library/{repository}");
    }

    public override string ToString() =>
        $"{Name}{(Tag is null ? "" : $":{Tag}")}{(Digest.IsEmpty ? "" : $"@{Digest}")}";

    [GeneratedRegex(@"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();

    [GeneratedRegex(@"\A(?:\[(?<ipv6>[0-9a-fA-F:]+)\]|[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*)(?::(?<port>[0-9]{1,5}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegistryPattern();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdentifierPattern();
}
