using System.Text.Json.Serialization;
using Attestry.Primitives;

namespace Attestry.Contracts.Evidence;

/// <summary>How one platform's image is made. Paths are in the image's root, without leading slash; lists are sorted and bounded.</summary>
/// <param name="User">The configured user as written (<c>65532:65532</c>, <c>app</c>); empty means root.</param>
/// <param name="RunsAsRoot">The user is empty, uid 0, <c>root</c>, or a name that <c>/etc/passwd</c> maps to 0; null when a named user cannot be looked up.</param>
public sealed record PlatformHygiene(Digest Image, string Platform, string User, bool? RunsAsRoot)
{
    /// <summary>Command interpreters that are left in the image.</summary>
    public IReadOnlyList<string> Shells { get; init; } = [];

    /// <summary>Programs that install software.</summary>
    public IReadOnlyList<string> PackageManagers { get; init; } = [];

    /// <summary>Bundles of certificate authorities; without one, programs cannot check whom they talk to.</summary>
    public IReadOnlyList<string> CertificateAuthorities { get; init; } = [];

    /// <summary>Files that run as their owner or group (setuid, setgid).</summary>
    public IReadOnlyList<string> SetuidFiles { get; init; } = [];

    /// <summary>Files, and directories without the sticky bit, that every user may change.</summary>
    public IReadOnlyList<string> WorldWritable { get; init; } = [];

    /// <summary>Keys and tokens in any layer, by place and kind; never their value.</summary>
    public IReadOnlyList<FoundSecret> Secrets { get; init; } = [];

    /// <summary>Bottom layer first.</summary>
    public IReadOnlyList<LayerSize> Layers { get; init; } = [];

    /// <summary>Bytes of files that a later layer removes or replaces, of all layers.</summary>
    public long WastedBytes { get; init; }

    /// <summary>Programs and shared objects that no package of the distribution owns: what the image's maker brought.</summary>
    public IReadOnlyList<ExecutableHygiene> Executables { get; init; } = [];

    /// <summary>There are more executables than are listed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ExecutablesCut { get; init; }
}
