namespace Attestry.Sbom;

/// <summary>The purl types that the catalogers write.</summary>
public static class PackageTypes
{
    public const string Alpine = "apk";

    public const string Cargo = "cargo";

    public const string Composer = "composer";

    public const string Conan = "conan";

    public const string Dart = "pub";

    public const string Debian = "deb";

    public const string Gem = "gem";

    /// <summary>Of no ecosystem: a program known by what it says of itself.</summary>
    public const string Generic = "generic";

    public const string Go = "golang";

    /// <summary>Names are <c>group:artifact</c>.</summary>
    public const string Maven = "maven";

    public const string Npm = "npm";

    public const string NuGet = "nuget";

    public const string Python = "pypi";

    public const string Rpm = "rpm";

    /// <summary>Names are the repository's host and path: <c>github.com/apple/swift-nio</c>.</summary>
    public const string Swift = "swift";
}
