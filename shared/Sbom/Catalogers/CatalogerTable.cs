using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Sbom.Catalogers.Alpine;
using Attestry.Sbom.Catalogers.Binaries;
using Attestry.Sbom.Catalogers.Conan;
using Attestry.Sbom.Catalogers.Dart;
using Attestry.Sbom.Catalogers.Debian;
using Attestry.Sbom.Catalogers.DotNet;
using Attestry.Sbom.Catalogers.Go;
using Attestry.Sbom.Catalogers.Java;
using Attestry.Sbom.Catalogers.Npm;
using Attestry.Sbom.Catalogers.Php;
using Attestry.Sbom.Catalogers.Python;
using Attestry.Sbom.Catalogers.Rpm;
using Attestry.Sbom.Catalogers.Ruby;
using Attestry.Sbom.Catalogers.Rust;
using Attestry.Sbom.Catalogers.Sboms;
using Attestry.Sbom.Catalogers.Swift;
using Attestry.Sbom.Catalogers.Systems;

namespace Attestry.Sbom.Catalogers;

/// <summary>Every cataloger. A file is read by the first whose pattern its path matches; executables by what they are.</summary>
public static class CatalogerTable
{
    // Where rpm keeps it: by default, on SUSE and since Fedora 36, and where images of packages keep a copy.
    private static readonly string[] RpmDatabases =
    [
        .. from folder in (IEnumerable<string>)["var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm"]
           from file in (IEnumerable<string>)["rpmdb.sqlite", "Packages.db", "Packages"]
           select $"{folder}/{file}",
    ];

    internal static readonly IReadOnlyList<Cataloger> All =
    [
        new("dpkg", 2, ["var/lib/dpkg/status"], SbomLimits.DatabaseBytes, Severity.High, DpkgStatus.Read) { IsDatabase = true, TellsOfPackages = false },
        new("dpkg-files", 1, ["var/lib/dpkg/info/*.md5sums", "var/lib/dpkg/status.d/*.md5sums"], SbomLimits.DocumentBytes, Severity.Low, DpkgFiles.Read) { TellsOfPackages = false },
        new("dpkg-distroless", 3, ["var/lib/dpkg/status.d/*"], SbomLimits.ManifestBytes, Severity.High, DpkgStatus.Read) { TellsOfPackages = false },
        new("debian-copyright", 2, ["usr/share/doc/*/copyright"], SbomLimits.HeadBytes, Severity.Info, DebianCopyright.Read) { HeadOnly = true, TellsOfPackages = false },
        new("apk", 3, ["lib/apk/db/installed", "usr/lib/apk/db/installed"], SbomLimits.DatabaseBytes, Severity.High, ApkDatabase.Read) { IsDatabase = true, TellsOfPackages = false },
        new("rpm", 1, RpmDatabases, SbomLimits.DatabaseBytes, Severity.High, RpmDatabase.Read) { IsDatabase = true, TellsOfPackages = false },
        new("os-release", 1, ["etc/os-release", "usr/lib/os-release"], SbomLimits.HeadBytes, Severity.Medium, OsReleaseFile.Read) { TellsOfPackages = false },
        new("passwd", 1, ["etc/passwd"], SbomLimits.ManifestBytes, Severity.Medium, PasswdFile.Read) { TellsOfPackages = false },
        new("go-mod", 1, ["**/go.mod"], SbomLimits.ManifestBytes, Severity.Low, GoMod.Read),
        new("go-sum", 1, ["**/go.sum"], SbomLimits.DocumentBytes, Severity.Low, GoSum.Read) { TellsOfPackages = false },
        new("cargo-lock", 2, ["**/Cargo.lock"], SbomLimits.DocumentBytes, Severity.Medium, CargoLock.Read),
        new("dotnet-deps", 2, ["**/*.deps.json"], SbomLimits.DocumentBytes, Severity.Medium, DepsJson.Read),
        new("dotnet-lock", 2, ["**/packages.lock.json"], SbomLimits.DocumentBytes, Severity.Medium, PackagesLock.Read),
        new("java-archive", 2, ["**/*.jar", "**/*.war", "**/*.ear", "**/*.par", "**/*.sar", "**/*.hpi", "**/*.jpi"], SbomLimits.ArchiveBytes, Severity.Medium, JavaArchive.Read) { Expands = true },
        new("npm-lock", 2, ["**/package-lock.json", "**/npm-shrinkwrap.json"], SbomLimits.DocumentBytes, Severity.Medium, PackageLock.Read),
        new("npm-package", 1, ["**/node_modules/*/package.json", "**/node_modules/@*/*/package.json"], SbomLimits.ManifestBytes, Severity.Low, PackageManifest.Read),
        new("yarn-lock", 1, ["**/yarn.lock"], SbomLimits.DocumentBytes, Severity.Medium, YarnLock.Read),
        new("pnpm-lock", 1, ["**/pnpm-lock.yaml"], SbomLimits.DocumentBytes, Severity.Medium, PnpmLock.Read),
        new("python-metadata", 1, ["**/*.dist-info/METADATA", "**/*.egg-info/PKG-INFO", "**/*.egg-info"], SbomLimits.HeadBytes, Severity.Medium, PythonMetadata.Read) { HeadOnly = true },
        new("poetry-lock", 2, ["**/poetry.lock", "**/uv.lock", "**/pdm.lock"], SbomLimits.DocumentBytes, Severity.Medium, PythonLock.Read),
        new("pipfile-lock", 1, ["**/Pipfile.lock"], SbomLimits.DocumentBytes, Severity.Medium, PipfileLock.Read),
        new("pip-requirements", 1, ["**/requirements.txt"], SbomLimits.ManifestBytes, Severity.Low, Requirements.Read),
        new("ruby-gemspec", 1, ["**/specifications/*.gemspec", "**/specifications/default/*.gemspec"], SbomLimits.ManifestBytes, Severity.Low, Gemspec.Read),
        new("bundler-lock", 1, ["**/Gemfile.lock", "**/gems.locked"], SbomLimits.DocumentBytes, Severity.Medium, GemfileLock.Read),
        new("composer-installed", 1, ["**/composer/installed.json"], SbomLimits.DocumentBytes, Severity.Medium, ComposerFile.Read),
        new("composer-lock", 1, ["**/composer.lock"], SbomLimits.DocumentBytes, Severity.Medium, ComposerFile.Read),
        new("conan-lock", 1, ["**/conan.lock"], SbomLimits.DocumentBytes, Severity.Medium, ConanLock.Read),
        new("swift-resolved", 1, ["**/Package.resolved"], SbomLimits.DocumentBytes, Severity.Medium, SwiftResolved.Read),
        new("dart-lock", 1, ["**/pubspec.lock"], SbomLimits.DocumentBytes, Severity.Medium, PubspecLock.Read),
        new("sbom-file", 2, ["**/*.spdx.json", "**/*.cdx.json", "**/bom.json", "**/sbom.json", "**/*.syft.json"], SbomLimits.DocumentBytes, Severity.Low, SbomFile.Read),
        new("sbom-text", 1, ["**/*.spdx", "**/*.cdx.xml", "**/bom.xml", "**/sbom.xml"], SbomLimits.BomTextBytes, Severity.Low, SbomFile.Read),
    ];

    internal static readonly IReadOnlyList<ExecutableCataloger> Executables =
    [
        new("go-binary", 3, GoBinary.Read),
        new("rust-auditable", 2, RustAuditable.Read),
        new("dotnet-bundle", 1, DotNetBundle.Read),
        new("dotnet-assembly", 1, AssemblyFile.Read),
        new("binary-version", 1, VersionedBinary.Read),
    ];

    /// <summary>Under which name it is kept that an executable could not be read.</summary>
    internal const string Malformed = "executable";

    private static readonly CatalogerIndex Index = new(All);

    /// <summary>Changes whenever a layer might be catalogued differently; part of the key of a cached catalog.</summary>
    public static string Version { get; } = Fingerprint();

    internal static Cataloger? For(ReadOnlySpan<char> path) => Index.Find(path);

    private static string Fingerprint()
    {
        var text = new StringBuilder();
        foreach (var c in All)
            text.Append(CultureInfo.InvariantCulture, $"{c.Name} {c.Revision} {string.Join(' ', c.Patterns)} {c.MostBytes} {c.Unread}\n");
        foreach (var c in Executables)
            text.Append(CultureInfo.InvariantCulture, $"{c.Name} {c.Revision}\n");
        return $"{LayerFormat}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12]}";
    }

    // Grows when the shape of a stored catalog changes, or what is said of executables.
    private const int LayerFormat = 4;
}
