using Attestry.Primitives;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Executables;
using Attestry.Sbom.Layers;

namespace Attestry.Sbom.Images;

/// <summary>Lays over one another what layers say of how they are made.</summary>
internal sealed class HygieneStack
{
    private static readonly string[] Folders = ["bin", "sbin", "usr/bin", "usr/sbin", "usr/local/bin", "usr/local/sbin"];

    private static readonly string[] Shells = ["sh", "ash", "bash", "busybox", "csh", "dash", "fish", "ksh", "mksh", "pwsh", "tcsh", "zsh"];

    private static readonly string[] Managers = ["apk", "apt", "apt-get", "dnf", "dpkg", "microdnf", "opkg", "pacman", "rpm", "tdnf", "yum", "zypper"];

    private static readonly string[] Authorities =
    [
        "etc/ssl/certs/ca-certificates.crt", "etc/ssl/cert.pem", "etc/ssl/ca-bundle.pem", "etc/pki/tls/certs/ca-bundle.crt",
        "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "etc/ca-certificates/extracted/tls-ca-bundle.pem", "usr/local/share/certs/ca-root-nss.crt",
    ];

    private readonly FileStack _files = new();
    private readonly SortedSet<string> _setuid = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _writable = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (LayerExecutable File, Digest Layer)> _executables = new(StringComparer.Ordinal);
    private readonly List<ImageSecret> _secrets = [];
    private readonly List<LayerCatalog> _layers = [];

    public void Push(LayerCatalog layer, LayerShadow shadow)
    {
        _layers.Add(layer);
        _files.Push(layer, shadow);
        _setuid.RemoveWhere(shadow.Covers);
        _writable.RemoveWhere(shadow.Covers);
        foreach (var path in _executables.Keys.Where(shadow.Covers).ToArray())
            _executables.Remove(path);
        for (var i = 0; i < _secrets.Count; i++)
        {
            if (shadow.Covers(_secrets[i].Secret.Path))
                _secrets[i] = _secrets[i] with { Removed = true };
        }
        _setuid.UnionWith(layer.Marks.Setuid);
        _writable.UnionWith(layer.Marks.WorldWritable);
        _secrets.AddRange(layer.Marks.Secrets.Select(s => new ImageSecret(s, layer.Layer, false)));
        foreach (var executable in layer.Executables)
            _executables[executable.Path] = (executable, layer.Layer);
    }

    public ImageHygiene Finish() => new(
        Programs(Shells),
        Programs(Managers),
        [.. Authorities.Where(_files.Has).Order(StringComparer.Ordinal)],
        [.. _setuid.Take(SbomLimits.HygieneItems)],
        [.. _writable.Take(SbomLimits.HygieneItems)],
        [.. _secrets.Take(SbomLimits.HygieneItems)],
        [.. _layers.Select((l, i) => new ImageLayer(l.Layer, l.Report.CompressedBytes, l.Report.UncompressedBytes, l.Files.Count, _files.Wasted[i]))]);

    /// <param name="source">What was found in the file at a path; null when nothing was.</param>
    public IReadOnlyList<ImageExecutable> Executables(FileOwners owners, Func<string, LayerSource?> source) =>
        [.. _executables.Values.Select(e => new ImageExecutable(e.File, e.Layer, owners.OwnerOf(e.File.Path), Build(source(e.File.Path))))];

    private static SortedDictionary<string, string>? Build(LayerSource? source)
    {
        if (source is not { Cataloger: "go-binary" })
            return null;
        var build = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in source.Packages.SelectMany(p => p.Properties ?? new Dictionary<string, string>()).Where(p => p.Key == "go:version" || p.Key.StartsWith("go:build:", StringComparison.Ordinal)))
            build.TryAdd(name, value);
        return build;
    }

    private string[] Programs(string[] names) =>
        [.. Folders.SelectMany(folder => names.Select(name => $"{folder}/{name}")).Where(_files.Has).Order(StringComparer.Ordinal)];
}
