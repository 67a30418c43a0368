using Attestry.Rego.Values;

namespace Attestry.Gatekeeper.Manifests;

/// <summary>One Kubernetes object of a file.</summary>
/// <param name="Source">What findings name: the file, and which of its documents when there are several.</param>
public sealed record Manifest(string Source, RegoObject Content)
{
    public string ApiVersion => Content.Text("apiVersion") ?? "";

    /// <summary>The part of <see cref="ApiVersion"/> before the slash; empty for the core group.</summary>
    public string Group => ApiVersion.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? ApiVersion[..slash] : "";

    /// <summary>The part of <see cref="ApiVersion"/> behind the slash.</summary>
    public string Version => ApiVersion[(ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public string Kind => Content.Text("kind") ?? "";

    public string Name => Content.Object("metadata")?.Text("name") ?? "";

    public string? Namespace => Content.Object("metadata")?.Text("namespace") is { Length: > 0 } name ? name : null;
}
