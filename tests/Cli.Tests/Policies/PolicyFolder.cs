namespace Attestry.Cli.Tests.Policies;

/// <summary>A folder of policies; commands are run on its paths.</summary>
internal sealed class PolicyFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();

    internal string File(string name) => _folder.File(name);

    internal PolicyFolder Add(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), content);
        return this;
    }

    internal static Task<CommandResult> RunAsync(params IReadOnlyList<string> arguments) => Run.HereAsync(["policy", .. arguments]);
}
