namespace Attestry.Sbom;

/// <summary>The purl types that the catalogers write.</summary>
public static class PackageTypes
{
    public const string Alpine = "apk";

    public const string Debian = "deb";

    public const string Go = "golang";

    public const string Npm = "npm";

    public const string NuGet = "nuget";

    public const string Python = "pypi";
}
