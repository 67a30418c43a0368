using System.Xml.Linq;

namespace Attestry.Architecture.Tests;

/// <summary>One project file and what it names, whatever the conditions on it.</summary>
/// <param name="Folder">The top-level folder: <c>shared</c>, <c>services</c> or <c>tests</c>.</param>
internal sealed record Project(
    string Folder, string Name, string Path, string Sdk, IReadOnlyList<string> References, IReadOnlyList<string> Packages, IReadOnlyList<string> Frameworks)
{
    /// <summary>Libraries of <c>shared/</c> that are not cores: they know documents, the bus, files or a database.</summary>
    private static readonly string[] NotCores = ["Contracts", "Storage", "Hosting", "Advisories", "Bundles"];

    internal static IReadOnlyList<Project> All { get; } =
    [
        .. from folder in new[] { "shared", "services", "tests" }
           from path in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)
           orderby path
           select Read(folder, path),
    ];

    /// <summary>A provider in a project of its own (<c>Storage.MongoDb</c>) is storage too.</summary>
    internal bool IsStorage => Folder == "shared" && (Name == "Storage" || Name.StartsWith("Storage.", StringComparison.Ordinal));

    internal bool IsCore => Folder == "shared" && !IsStorage && !NotCores.Contains(Name);

    internal bool IsService => Folder == "services";

    internal bool IsTest => Folder == "tests";

    public override string ToString() => $"{Folder}/{Name}";

    private static Project Read(string folder, string path)
    {
        var root = XDocument.Load(path).Root!;
        return new(
            folder,
            System.IO.Path.GetFileNameWithoutExtension(path),
            path,
            (string?)root.Attribute("Sdk") ?? "",
            [.. Included("ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))],
            [.. Included("PackageReference")],
            [.. Included("FrameworkReference")]);

        IEnumerable<string> Included(string element) =>
            root.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
    }
}
