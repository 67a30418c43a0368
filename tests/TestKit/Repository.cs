namespace Attestry.TestKit;

/// <summary>The checkout that the running tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Microservices.sln"))
            ? folder.FullName
            : Find(folder.Parent ?? throw new InvalidOperationException($"No Microservices.sln above {AppContext.BaseDirectory}."));
}
