using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers.Alpine;
using Attestry.Sbom.Catalogers.Debian;
using Attestry.Sbom.Catalogers.DotNet;
using Attestry.Sbom.Catalogers.Go;
using Attestry.Sbom.Catalogers.Npm;
using Attestry.Sbom.Catalogers.Python;
using Attestry.Sbom.Catalogers.Systems;

namespace Attestry.Sbom.Catalogers;

/// <summary>Every cataloger. A file is read by the first whose pattern its path matches; executables by what they are.</summary>
public static class CatalogerTable
{
    internal static readonly IReadOnlyList<Cataloger> All =
    [
        new("dpkg", 1, ["var/lib/dpkg/status"], SbomLimits.DatabaseBytes, Severity.High, DpkgStatus.Read) { IsDatabase = true },
        new("dpkg-distroless", 1, ["var/lib/dpkg/status.d/*"], SbomLimits.ManifestBytes, Severity.High, DpkgStatus.ReadPart),
        new("debian-copyright", 1, ["usr/share/doc/*/copyright"], SbomLimits.HeadBytes, Severity.Info, DebianCopyright.Read) { HeadOnly = true },
        new("apk", 1, ["lib/apk/db/installed", "usr/lib/apk/db/installed"], SbomLimits.DatabaseBytes, Severity.High, ApkDatabase.Read) { IsDatabase = true },
        new("dotnet-deps", 1, ["**/*.deps.json"], SbomLimits.DocumentBytes, Severity.Medium, DepsJson.Read),
        new("npm-lock", 1, ["**/package-lock.json"], SbomLimits.DocumentBytes, Severity.Medium, PackageLock.Read),
        new("npm-package", 1, ["**/node_modules/*/package.json", "**/node_modules/@*/*/package.json"], SbomLimits.ManifestBytes, Severity.Low, PackageManifest.Read),
        new("python-metadata", 1, ["**/*.dist-info/METADATA", "**/*.egg-info/PKG-INFO", "**/*.egg-info"], SbomLimits.HeadBytes, Severity.Medium, PythonMetadata.Read) { HeadOnly = true },
        new("os-release", 1, ["etc/os-release", "usr/lib/os-release"], SbomLimits.HeadBytes, Severity.Medium, OsReleaseFile.Read),
        new("passwd", 1, ["etc/passwd"], SbomLimits.ManifestBytes, Severity.Medium, PasswdFile.Read),
    ];

    internal static readonly IReadOnlyList<ExecutableCataloger> Executables =
    [
        new("go-binary", 1, GoBinary.Read),
    ];

    /// <summary>Changes whenever a layer might be catalogued differently; part of the key of a cached catalog.</summary>
    public static string Version { get; } = Fingerprint();

    internal static Cataloger? For(ReadOnlySpan<char> path)
    {
        foreach (var cataloger in All)
        {
            foreach (var pattern in cataloger.Paths)
            {
                if (pattern.Matches(path))
                    return cataloger;
            }
        }
        return null;
    }

    private static string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var c in All)
            text.Append(CultureInfo.InvariantCulture, $"{c.Name} {c.Revision} {string.Join(' ', c.Patterns)} {c.MostBytes} {c.Unread}\n");
        foreach (var c in Executables)
            text.Append(CultureInfo.InvariantCulture, $"{c.Name} {c.Revision}\n");
        return $"{LayerFormat}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12]}";
    }

    // Grows when the shape of a stored catalog changes.
    private const int LayerFormat = 1;
}
