namespace Attestry.Sigstore.InToto.Provenance;

/// <summary>Where a source lies.</summary>
/// <param name="Repository">Scheme and host in lower case, without <c>git+</c>, user, <c>.git</c> and a slash at the end.</param>
/// <param name="Ref">What stands behind <c>@</c> (SPDX download locations) or <c>#</c> (BuildKit); null without one.</param>
public sealed record SourceLocation(string Repository, string? Ref)
{
    /// <summary>Null when it is no absolute address.</summary>
    public static SourceLocation? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var plain = text.StartsWith("git+", StringComparison.Ordinal) ? text[4..] : text;
        if (!Uri.TryCreate(plain, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return null;
        // The path as it was written: Uri unescapes, and two repositories must not become one.
        var authority = plain.IndexOf("://", StringComparison.Ordinal);
        var slash = authority < 0 ? -1 : plain.IndexOf('/', authority + 3);
        var (path, reference) = Split(slash < 0 ? "" : plain[slash..]);
        path = path.TrimEnd('/');
        if (path.EndsWith(".git", StringComparison.Ordinal))
            path = path[..^4];
        return new($"{uri.Scheme}://{(uri.IsDefaultPort ? uri.Host : uri.Authority)}{path}", reference);
    }

    private static (string Path, string? Ref) Split(string path)
    {
        var at = path.AsSpan().IndexOfAny('@', '#');
        if (at < 0)
            return (path, null);
        var reference = path[(at + 1)..];
        // BuildKit: #ref:folder within the repository.
        if (path[at] == '#' && reference.IndexOf(':') is >= 0 and var colon)
            reference = reference[..colon];
        return (path[..at], reference.Length > 0 ? reference : null);
    }
}
