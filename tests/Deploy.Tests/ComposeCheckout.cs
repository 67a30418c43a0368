using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Attestry.Deploy.Tests;

/// <summary>A copy of what <c>docker-compose.yml</c> mounts, with the secrets that the real <c>init.sh</c> makes.</summary>
internal sealed partial class ComposeCheckout : IDisposable
{
    private static readonly string[] Mounted = ["attestry.json", "hosts", "mongodb", "rabbitmq", "trust"];

    private readonly TemporaryFolder _folder = new();

    private int _files;

    public ComposeCheckout()
    {
        var compose = Directory.CreateDirectory(Path("deploy/compose")).FullName;
        foreach (var name in Mounted)
            Copy(System.IO.Path.Combine(Repository.Root, "deploy/compose", name), System.IO.Path.Combine(compose, name));
        Initialise();
    }

    public string Path(string relative) => _folder.File(relative);

    public string Secret(string name) => File.ReadAllText(Path($"deploy/compose/secrets/{name}"));

    public void Initialise()
    {
        var start = new ProcessStartInfo("bash", [System.IO.Path.Combine(Repository.Root, "deploy/compose/init.sh"), _folder.Path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        Output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors.Result);
    }

    public string Output { get; private set; } = "";

    /// <summary>
    /// <paramref name="text"/> with the container's paths as this machine knows them; a JSON file is copied with its own
    /// paths so replaced. A path that the container was not given stays, and is not there when it is opened.
    /// </summary>
    public string OnHost(ComposeContainer container, string text) => ContainerPath().Replace(text, match =>
    {
        if (Source(container, match.Value) is not { } path)
            return match.Value;
        if (!path.EndsWith(".json", StringComparison.Ordinal))
            return path;
        var copy = Path($"json-{_files++}.json");
        File.WriteAllText(copy, OnHost(container, File.ReadAllText(path)));
        return copy;
    });

    public void Dispose() => _folder.Dispose();

    private string? Source(ComposeContainer container, string path)
    {
        if (path.StartsWith("/run/secrets/", StringComparison.Ordinal))
            return container.List("secrets").Contains(path["/run/secrets/".Length..]) ? Path("deploy/compose/secrets/" + path["/run/secrets/".Length..]) : null;
        foreach (var volume in container.List("volumes").Select(volume => volume.Split(':')))
            if (path == volume[1] || path.StartsWith(volume[1] + "/", StringComparison.Ordinal))
                return Path(volume[0][2..] + path[volume[1].Length..]);
        return null;
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
            return;
        }
        Directory.CreateDirectory(to);
        foreach (var entry in Directory.EnumerateFileSystemEntries(from))
            Copy(entry, System.IO.Path.Combine(to, System.IO.Path.GetFileName(entry)));
    }

    [GeneratedRegex(@"(?<![\w/.])/(run/secrets|etc/attestry|data)/[\w./-]*\w")]
    private static partial Regex ContainerPath();
}
