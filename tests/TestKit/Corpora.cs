namespace Attestry.TestKit;

/// <summary>
/// Conformance data of others, which lies beside the repository and is never part of it. A test that needs it and does
/// not find it says so and ends; <c>tests/run.sh</c> repeats the notice at the end of a run.
/// </summary>
public static class Corpora
{
    private static readonly Lazy<string?> Root = new(Find);

    /// <summary>The path of a file or folder under the corpora; null, with a notice, when it is not on this machine.</summary>
    public static string? Path(string relative)
    {
        var path = Root.Value is { } root ? System.IO.Path.Combine(root, relative) : null;
        if (path is not null && System.IO.Path.Exists(path))
            return path;
        Console.Error.WriteLine($"NOTICE corpora/{relative} is not on this machine; a test that reads it did nothing. Set ATTESTRY_CORPORA to its folder.");
        return null;
    }

    private static string? Find() =>
        Environment.GetEnvironmentVariable("ATTESTRY_CORPORA") is { Length: > 0 } set
            ? set
            : Repository.Root is { } root ? System.IO.Path.GetFullPath(System.IO.Path.Combine(root, "..", "shared", "corpora")) : null;
}
