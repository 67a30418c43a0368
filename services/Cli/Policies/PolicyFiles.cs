using System.IO.Enumeration;
using Attestry.Cli.Files;
using Attestry.Primitives.Findings;
using Attestry.Primitives.Limits;
using Attestry.Rego.Bundles;
using Attestry.Rego.Syntax;

namespace Attestry.Cli.Policies;

/// <summary>
/// Loads every policy and data file below paths, as <c>opa</c> does without <c>--bundle</c>: data of any name lies where its folder
/// is. Names that begin with a dot are passed over.
/// </summary>
internal sealed class PolicyFiles(PolicyRequest request)
{
    private static readonly BundleLimits Limits = BundleLimits.Default;

    private readonly List<PolicyModule> _modules = [];
    private readonly List<PolicyProblem> _problems = [];
    private readonly DataTree _data = new();
    private int _files;

    /// <exception cref="PolicyException">Everything that is wrong with them.</exception>
    internal LoadedPolicies Load()
    {
        foreach (var path in request.Paths)
        {
            var (prefix, file) = Split(path);
            if (Directory.Exists(file))
                AddFolder(new DirectoryInfo(file), file.TrimEnd('/'), prefix);
            else if (File.Exists(file))
                AddFile(file, prefix, named: true);
            else
                _problems.Add(new(BundleFindings.NotFound, "There is no such file or folder. Check the path.", path));
        }
        return _problems.Count == 0 ? new(_modules, _data.Build()) : throw new PolicyException(_problems);
    }

    private static (string[] Prefix, string Path) Split(string path) =>
        path.IndexOf(':') is > 0 and var colon && !Path.Exists(path) && Path.Exists(path[(colon + 1)..])
            ? (path[..colon].Split('.'), path[(colon + 1)..])
            : ([], path);

    private void AddFolder(DirectoryInfo folder, string path, string[] place)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => !IsIgnored(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal))
            AddFile($"{path}/{file.Name}", place, named: false);
        foreach (var inner in folder.EnumerateDirectories().Where(inner => !IsIgnored(inner.Name) && inner.LinkTarget is null).OrderBy(inner => inner.Name, StringComparer.Ordinal))
            AddFolder(inner, $"{path}/{inner.Name}", [.. place, inner.Name]);
    }

    private bool IsIgnored(string name) => name[0] == '.' || request.Ignored.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));

    private void AddFile(string path, string[] place, bool named)
    {
        var isModule = path.EndsWith(".rego", StringComparison.Ordinal);
        if (!isModule && (request.WithoutData || Path.GetExtension(path) is not (".json" or ".yaml" or ".yml")))
        {
            if (named && !request.WithoutData)
                _problems.Add(new(BundleFindings.Unsupported, "It is neither a policy (.rego) nor data (.json, .yaml). Load a bundle with --bundle.", path));
            return;
        }
        if (++_files > Limits.Files)
            throw new CommandException($"There are more than {Limits.Files} files.", "Name a folder of policies.");
        try
        {
            var content = SmallFile.Read(path, Limits.FileBytes);
            if (isModule)
                _modules.Add(RegoParser.ParseModule(System.Text.Encoding.UTF8.GetString(content), path, request.Version));
            else
                _data.Add(path, place, BundleData.Parse(path, content));
        }
        catch (RegoException e)
        {
            _problems.AddRange(PolicyException.Of(e, []).Problems);
        }
        catch (BundleException e)
        {
            _problems.AddRange(PolicyException.Of(e).Problems);
        }
    }
}
