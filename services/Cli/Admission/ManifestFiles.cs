using System.Text;
using Attestry.Cli.Files;
using Attestry.Gatekeeper.Manifests;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;

namespace Attestry.Cli.Admission;

/// <summary>Kubernetes objects from files and folders that a person names.</summary>
internal static class ManifestFiles
{
    /// <param name="paths">Of folders every .yaml, .yml and .json is read; <c>-</c> is standard input.</param>
    /// <exception cref="CommandException">A file that cannot be read.</exception>
    internal static IReadOnlyList<Manifest> Read(IEnumerable<string> paths, Terminal terminal)
    {
        var manifests = new List<Manifest>();
        foreach (var path in paths.SelectMany(path => FolderFiles.Find(path, ".yaml", ".yml", ".json") ?? [path]))
        {
            var text = path == "-" ? terminal.In.ReadToEnd() : Encoding.UTF8.GetString(SmallFile.Read(path, GatekeeperLimits.ManifestCharacters));
            var (read, findings) = ManifestReader.Read(text, path == "-" ? "stdin" : path);
            Demand(findings);
            manifests.AddRange(read);
        }
        return manifests;
    }

    internal static Manifest Only(string path, Terminal terminal) =>
        Read([path], terminal) is [var only] ? only : throw new CommandException($"{path} must hold one object.", "Name a file that does.");

    internal static void Demand(IReadOnlyList<Finding> findings)
    {
        if (findings.Count > 0)
            throw new CommandException(string.Join(' ', findings.Select(f => $"{f.Location}: {f.Message} ({f.Id})")), "Mend that or leave it out, and try again.");
    }
}
