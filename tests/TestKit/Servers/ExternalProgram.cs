namespace Attestry.TestKit.Servers;

/// <summary>A program of others that some tests drive: from <c>ATTESTRY_TEST_NAME</c>, PATH, or where Debian puts it.</summary>
public static class ExternalProgram
{
    private static readonly string[] UsualFolders = ["/usr/local/bin", "/usr/bin", "/usr/sbin", "/bin", "/sbin"];

    /// <summary>
    /// The path of <paramref name="name"/>; null when this machine has none, and then <c>tests/run.sh</c> repeats the notice that is
    /// printed here. <paramref name="more"/>: further folders to look in, first.
    /// </summary>
    public static string? Find(string name, params ReadOnlySpan<string> more)
    {
        if (Search(name, more) is { } path)
            return path;
        Console.Error.WriteLine($"NOTICE {name} is not on this machine; a test that drives it did nothing. Install it or set {Variable(name)} to its path.");
        return null;
    }

    /// <summary>As <see cref="Find"/>, without notice.</summary>
    public static string? Search(string name, params ReadOnlySpan<string> more)
    {
        if (Environment.GetEnvironmentVariable(Variable(name)) is { Length: > 0 } set)
            return File.Exists(set) ? set : throw new FileNotFoundException($"{Variable(name)} names a file that is not there.", set);
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var folder in (IEnumerable<string>)[.. more, .. path, .. UsualFolders])
            if (File.Exists(Path.Combine(folder, name)))
                return Path.Combine(folder, name);
        return null;
    }

    /// <summary>The environment variable that names the program: <c>ATTESTRY_TEST_DOCKER_REGISTRY</c> for <c>docker-registry</c>.</summary>
    public static string Variable(string name) => $"ATTESTRY_TEST_{name.ToUpperInvariant().Replace('-', '_')}";
}
